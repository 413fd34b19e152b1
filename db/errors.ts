/** What SQLite reports, as failures that say what to do next. */
import Database from 'better-sqlite3'
import { LabError } from '../src/api/failure'

/** The failure that stands for a fault of SQLite; any other error is returned as it is. */
export function toLabError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  if (error.code === 'SQLITE_READONLY_ROLLBACK')
    return new LabError('data', `A change to ${path} was cut off: start the program once, and it takes the change back`)
  const primary = error.code.split('_').slice(0, 2).join('_')
  switch (primary) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new LabError('busy', `The database ${path} is in use by another program: close that program or try again in a moment`)
    case 'SQLITE_FULL':
      return new LabError('data', `The disk of ${path} is full: make room, then go on`)
    case 'SQLITE_IOERR':
      return new LabError('data', `Reading or writing ${path} failed (${error.code}): check the disk`)
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
      return new LabError('data', `The database ${path} cannot be written: check the permissions of the file and its folder`)
    case 'SQLITE_CANTOPEN':
      return new LabError('data', `The database ${path} cannot be opened: check that its folder exists and that you may use it`)
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return new LabError('data', `The database ${path} is damaged or is no database (${error.code}): start the program anew, and it restores what can be had`)
    default:
      return error
  }
}

/** Runs `work`; a fault of SQLite becomes a failure. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw toLabError(error, path)
  }
}
