/** How a command ends, for the program that called it. */
import { LabError } from '../api/failure'

export const exitCodes = { done: 0, failed: 1, wrongUse: 2 } as const

/** Exit codes of a program that a signal ended, by the shell's convention: 128 and the signal's number. */
export const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/** What was typed, or the configuration that it names, is wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function exitCodeOf(error: unknown): number {
  const wrongUse = error instanceof UsageError || (error instanceof LabError && error.code === 'invalid')
  return wrongUse ? exitCodes.wrongUse : exitCodes.failed
}

/** One sentence for standard error. */
export function describeError(error: unknown): string {
  if (error instanceof LabError) return error.field === undefined || error.message.includes(error.field) ? error.message : `${error.field}: ${error.message}`
  return error instanceof Error ? error.message : String(error)
}
