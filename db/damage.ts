/** Tells damage of a database from what keeps it from being read just now. */
import Database from 'better-sqlite3'
import { LabError } from '../src/api/failure'

/** Faults of the machine or of the moment: the file may be whole. */
const passing = ['BUSY', 'LOCKED', 'IOERR', 'CANTOPEN', 'PERM', 'READONLY', 'FULL', 'NOMEM', 'AUTH', 'PROTOCOL', 'INTERRUPT', 'NOLFS']

/** Whether an error met while reading comes from what the file holds: anything may, where a schema or a page is not what it was. */
export function isDamage(error: unknown): boolean {
  // A refusal in our own words, such as of a newer version.
  if (error instanceof LabError) return false
  if (!(error instanceof Database.SqliteError)) return true
  // The file ends within a page.
  if (error.code === 'SQLITE_IOERR_SHORT_READ') return true
  return !passing.some((code) => error.code.startsWith(`SQLITE_${code}`))
}

/** Runs `work`; what is damaged goes to `damaged` and gives undefined. Any other error is thrown. */
export function unlessDamaged<T>(work: () => T, damaged: (message: string) => void): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!isDamage(error)) throw error
    damaged(error instanceof Error ? error.message : String(error))
    return undefined
  }
}
