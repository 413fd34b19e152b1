export type ReleaseRecord =
  | { kind: 'electron-tests'; platform: string; arch: string; electron: string }
  | { kind: 'packed'; platform: string; arch: string; program: string; passed: boolean; signed: boolean }

export function releaseProblems(release: { records: readonly ReleaseRecord[]; files: readonly string[]; tag: string; version: string }): string[]
export function checksumLines(sums: readonly { name: string; sha256: string }[]): string
export function releaseNotes(release: { records: readonly ReleaseRecord[]; tag: string }): string
