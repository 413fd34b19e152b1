/** Why the system refused something, for a message: the code of its error, such as ENOENT, or the error in words where it has none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
