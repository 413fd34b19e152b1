/** What a campaign needs of the system. */

/** Signals as POSIX has them: Windows ends a process, whatever the signal. */
export function posixOnly(): string | null {
  return process.platform === 'win32' ? 'Windows has no such signals' : null
}

/** Whether this process may act for other users and mount file systems. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}
