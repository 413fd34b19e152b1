/** Opens the database with the settings that its promises rest on: a commit has reached the disk before it is acknowledged. */
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { LabError } from '../src/api/failure'
import { guarded } from './errors'

export type Connection = Database.Database

/** How long SQLite itself waits for a lock, in milliseconds: short, because the window waits with it. */
const busyTimeout = 200
/** Attempts of a write before it is reported as busy. */
const attempts = 3

/** `synchronous` as SQLite numbers it. */
const fullSynchronous = 2

export function openForWriting(path: string): Connection {
  return guarded(path, () => {
    const db = new Database(path, { timeout: busyTimeout })
    try {
      const mode = db.pragma('journal_mode = WAL', { simple: true })
      if (mode !== 'wal')
        throw new LabError('data', `The file system of ${path} does not allow a write-ahead log (journal mode ${String(mode)}): take another folder`)
      db.pragma('synchronous = FULL')
      db.pragma('foreign_keys = ON')
      db.pragma('cache_size = -32000') // 32 MB: the runs of a large list fit
      db.pragma('journal_size_limit = 67108864')
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

/**
 * Takes back a change that was cut off before there was a write-ahead log, in the first moments of a new database. Until that is done no
 * connection can read the file that cannot write it.
 */
export function rollBack(path: string): void {
  if (!existsSync(`${path}-journal`)) return
  const db = new Database(path, { timeout: busyTimeout, fileMustExist: true })
  try {
    db.pragma('schema_version') // whoever reads takes it back first
  } finally {
    db.close()
  }
}

/** Opens an existing database for reading; works beside a writer and never changes the file. */
export function openForReading(path: string): Connection {
  return guarded(path, () => openAsItIs(path))
}

/** The same with SQLite's own errors: whoever looks for damage tells by them what is damage. */
export function openAsItIs(path: string): Connection {
  const db = new Database(path, { timeout: busyTimeout, readonly: true, fileMustExist: true })
  try {
    db.pragma('cache_size = -32000')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Writes once and checks that the connection still waits for the disk: in builds that default the write-ahead log to
 * `synchronous = NORMAL` the setting reads FULL until the first write and only then falls back.
 */
export function assertDurable(db: Connection): void {
  const version = Number(db.pragma('user_version', { simple: true }))
  db.pragma(`user_version = ${version}`) // rewrites the header with what it holds
  const synchronous = db.pragma('synchronous', { simple: true })
  if (synchronous !== fullSynchronous)
    throw new LabError('internal', `The database does not wait for the disk (synchronous is ${String(synchronous)}, not FULL)`)
}

/** Runs a write in one transaction that takes the write lock at once; tries again while another program holds it. */
export function writeTransaction<T>(db: Connection, write: () => T): T {
  return guarded(db.name, () => {
    const transaction = db.transaction(write)
    for (let attempt = 1; ; attempt++) {
      try {
        return transaction.immediate()
      } catch (error) {
        const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
        if (!busy || attempt === attempts) throw error
      }
    }
  })
}
