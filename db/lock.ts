/**
 * The lock of the one writer. The lock file is a tiny SQLite database: its holder keeps a write transaction open, which the
 * operating system ends with the process however that ends, so a lock is never stale and no process id is mistaken for another.
 * Meanwhile others can read from it who the holder is.
 */
import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { LabError } from '../src/api/failure'
import { guarded } from './errors'

/** How long to wait for somebody who is just taking or leaving the lock, in milliseconds. */
const patience = 300
const rounds = 5

interface Holder {
  pid: number
  program: string
  token: string
}

export interface WriterLock {
  release(): void
}

/** Takes the lock or throws a LabError `busy` that names the holder. */
export function takeLock(path: string, program: string): WriterLock {
  return guarded(path, () => {
    const db = new Database(path, { timeout: patience })
    try {
      hold(db, { pid: process.pid, program, token: randomUUID() })
      return { release: () => db.close() }
    } catch (error) {
      const failure = isBusy(error) ? describe(path, readHolder(db)) : error
      db.close()
      throw failure
    }
  })
}

/** Enters our name, then begins the transaction that is never committed. Somebody may come in between: then the name is not ours. */
function hold(db: Database.Database, me: Holder): void {
  for (let round = 0; round < rounds; round++) {
    db.transaction(() => {
      db.exec(
        'CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), pid INTEGER NOT NULL, program TEXT NOT NULL, token TEXT NOT NULL) STRICT',
      )
      db.prepare('INSERT OR REPLACE INTO holder (id, pid, program, token) VALUES (1, @pid, @program, @token)').run(me)
    }).immediate()
    db.exec('BEGIN IMMEDIATE')
    if (readHolder(db)?.token === me.token) return
    db.exec('ROLLBACK')
  }
  throw new LabError('busy', 'Several programs are opening the database at once: try again in a moment')
}

function readHolder(db: Database.Database): Holder | undefined {
  return db.prepare<[], Holder>('SELECT pid, program, token FROM holder').get()
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
}

function describe(path: string, holder: Holder | undefined): LabError {
  const who = holder === undefined ? 'another program' : `${holder.program} (process ${holder.pid})`
  return new LabError('busy', `The data beside ${path} is being written by ${who}: close that program first, or take another folder with --data-dir`)
}
