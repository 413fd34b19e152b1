/** A database that another program holds for a moment: waited for shortly, tried again, and then named. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import { openForWriting, writeTransaction } from '../../../db/driver'
import { epochRecord, nothing, openWriter, startRun, temporaryFolder } from './fixtures'

/** Takes the write lock of the data folder's database, as a tool of the user might. Returns how it lets go. */
function holdBy(folder: string): () => void {
  const other = new Database(join(folder, databaseName))
  other.exec('BEGIN IMMEDIATE')
  onTestFinished(() => void other.close())
  return () => void other.exec('ROLLBACK')
}

test('a write beside another writer is refused as busy, changes nothing, and succeeds once the other is done', () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const run = startRun(store)
  const letGo = holdBy(folder)
  const record = () => store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 1)] })
  expect(record).toThrow(expect.objectContaining({ code: 'busy', message: expect.stringContaining('is in use by another program') }))
  expect(store.queries.getRun(run).epochsDone).toBe(0)
  expect(store.queries.getRun(run).last).toBeNull()
  letGo()
  expect(record().last?.epoch).toBe(0)
})

test('a write is tried again while another program holds the database', () => {
  const path = join(temporaryFolder(), 'a.sqlite')
  const db = openForWriting(path)
  onTestFinished(() => void db.close())
  db.exec('CREATE TABLE t (a INTEGER) STRICT')
  const busy = () => new Database.SqliteError('database is locked', 'SQLITE_BUSY_SNAPSHOT')
  const failures = [busy(), busy()]
  writeTransaction(db, () => {
    db.exec('INSERT INTO t VALUES (1)')
    const failure = failures.pop()
    if (failure) throw failure
  })
  // Two attempts were rolled back, the third one counts.
  expect(db.prepare('SELECT count(*) FROM t').pluck().get()).toBe(1)
})
