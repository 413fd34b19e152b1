/** Opening: migrations, the schema of a newer version, durability, damage. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import { assertDurable, openForWriting } from '../../../db/driver'
import { applicationId, latest, migrate, migrations, type Migration } from '../../../db/migrate'
import { openStore } from '../../../db/store'
import { LabError } from '../../../src/api/failure'
import { epochRecord, everything, nothing, openWriter, startRun, steppingClock, temporaryFolder } from './fixtures'

function openRaw(path: string): Database.Database {
  const db = new Database(path)
  onTestFinished(() => void db.close())
  return db
}

function failure(work: () => unknown): LabError {
  try {
    work()
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error('nothing failed')
}

describe('migrations', () => {
  test('a new database gets every migration with its record, version and mark', () => {
    const folder = temporaryFolder()
    openWriter(folder)
    const db = openRaw(join(folder, databaseName))
    expect(db.prepare('SELECT number, name FROM migrations').all()).toEqual(migrations.map(({ number, name }) => ({ number, name })))
    expect(db.prepare('SELECT applied_at FROM migrations').pluck().get()).toBe('2030-01-01T12:00:00.000Z')
    expect(db.pragma('user_version', { simple: true })).toBe(latest())
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('numbers run from 1 without gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1))
  })

  test('every table is strict', () => {
    const folder = temporaryFolder()
    openWriter(folder)
    const tables = openRaw(join(folder, databaseName))
      .prepare<[], { name: string; strict: number }>("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all()
    expect(tables.map(({ name }) => name).sort()).toEqual([
      'checkpoints',
      'datasets',
      'drawing_sets',
      'drawings',
      'epochs',
      'experiments',
      'initial_weights',
      'migrations',
      'models',
      'notices',
      'packed_curves',
      'runs',
      'saved_views',
      'settings',
      'watched_answers',
      'watched_drawings',
    ])
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([])
  })

  test('only what is missing is applied, in order', () => {
    const db = openRaw(join(temporaryFolder(), 'a.sqlite'))
    const first: Migration = { number: 1, name: 'one', sql: 'CREATE TABLE one (a INTEGER) STRICT' }
    const second: Migration = { number: 2, name: 'two', sql: 'ALTER TABLE one ADD COLUMN b INTEGER' }
    migrate(db, steppingClock(), [first])
    db.exec('INSERT INTO one VALUES (7)')
    migrate(db, steppingClock(), [first, second])
    expect(db.prepare('SELECT a, b FROM one').all()).toEqual([{ a: 7, b: null }])
    expect(db.prepare('SELECT number FROM migrations').pluck().all()).toEqual([1, 2])
  })

  test('a migration that fails leaves nothing of itself', () => {
    const db = openRaw(join(temporaryFolder(), 'a.sqlite'))
    const broken: Migration = { number: 1, name: 'broken', sql: 'CREATE TABLE half (a INTEGER) STRICT; CREATE TABLE half (a INTEGER) STRICT' }
    expect(() => migrate(db, steppingClock(), [broken])).toThrow('already exists')
    expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([])
    expect(db.pragma('user_version', { simple: true })).toBe(0)
  })
})

describe('a database that is not for this program', () => {
  test('a newer schema is refused and the file keeps its bytes, its log included', () => {
    const folder = temporaryFolder()
    const path = join(folder, databaseName)
    const made = openStore({ folder, mode: 'write', program: 'the test' })
    made.close()
    // The newer program was killed: its last commits still lie in the log. Copied while it is open.
    const newer = new Database(path)
    newer.pragma('journal_mode = WAL')
    newer.pragma(`user_version = ${latest() + 1}`)
    newer.exec('CREATE TABLE of_the_future (a INTEGER)')
    const killed = temporaryFolder()
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(killed, databaseName + suffix))
    newer.close()

    const before = ['', '-wal'].map((suffix) => readFileSync(join(killed, databaseName + suffix)))
    for (const mode of ['write', 'read'] as const) {
      const refused = failure(() => (mode === 'write' ? openStore({ folder: killed, mode, program: 'x' }) : openStore({ folder: killed, mode, program: 'x' })))
      expect(refused.code).toBe('data')
      expect(refused.message).toContain(`newer Backprop Lab (schema ${latest() + 1}; this one knows ${latest()})`)
    }
    const after = ['', '-wal'].map((suffix) => readFileSync(join(killed, databaseName + suffix)))
    expect(before[1]!.length).toBeGreaterThan(0)
    expect(after.map((bytes, i) => bytes.equals(before[i]!))).toEqual([true, true])
  })

  test("another program's database is refused and kept", () => {
    const folder = temporaryFolder()
    const path = join(folder, databaseName)
    const other = new Database(path)
    other.exec('CREATE TABLE addresses (a TEXT)')
    other.close()
    const before = readFileSync(path)
    expect(failure(() => openStore({ folder, mode: 'write', program: 'x' })).message).toContain('database of another program')
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('after a refusal the lock is free again', () => {
    const folder = temporaryFolder()
    const other = new Database(join(folder, databaseName))
    other.exec('CREATE TABLE addresses (a TEXT)')
    other.close()
    failure(() => openStore({ folder, mode: 'write', program: 'x' }))
    expect(failure(() => openStore({ folder, mode: 'write', program: 'x' })).code).toBe('data')
  })
})

describe('durability', () => {
  test('the connection waits for the disk after its first write too', () => {
    const db = openForWriting(join(temporaryFolder(), 'a.sqlite'))
    onTestFinished(() => void db.close())
    migrate(db, steppingClock())
    expect(() => assertDurable(db)).not.toThrow()
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('a connection that does not is found', () => {
    const db = new Database(join(temporaryFolder(), 'a.sqlite'))
    onTestFinished(() => void db.close())
    db.pragma('journal_mode = WAL') // this build now falls back to NORMAL at the first write
    expect(() => assertDurable(db)).toThrow('does not wait for the disk (synchronous is 1, not FULL)')
  })
})

describe('folders', () => {
  test.skipIf(process.platform === 'win32')('a new data folder is private to the user', () => {
    const folder = join(temporaryFolder(), 'deep', 'data')
    openWriter(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(folder)) expect([file, statSync(join(folder, file)).mode & 0o777]).toEqual([file, 0o600])
    expect(readdirSync(folder)).toContain(`${databaseName}-wal`)
  })

  test('a folder that cannot be made is named', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const refused = failure(() => openStore({ folder: join(file, 'data'), mode: 'write', program: 'x' }))
    expect([refused.code, refused.message]).toEqual(['data', expect.stringContaining(join(file, 'data'))])
  })

  test('reading where nothing is yet says so and creates nothing', () => {
    const folder = temporaryFolder()
    expect(failure(() => openStore({ folder, mode: 'read', program: 'x' })).code).toBe('not-found')
    expect(readdirSync(folder)).toEqual([])
  })

  test('the size counts database and log', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    startRun(store)
    const path = join(folder, databaseName)
    expect(existsSync(`${path}-wal`)).toBe(true)
    expect(store.info()).toEqual({ folder, database: path, databaseBytes: statSync(path).size + statSync(`${path}-wal`).size })
  })

  test('a folder where the database should be is reported, not thrown as it is', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, databaseName))
    expect(failure(() => openStore({ folder, mode: 'write', program: 'x' })).code).toBe('data')
  })
})

describe('reading beside the writer', () => {
  test('a reader sees what is committed and cannot write', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = startRun(store)
    const reader = openStore({ folder, mode: 'read', program: 'reader' })
    onTestFinished(() => reader.close())
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 2)] })
    expect(reader.queries.getRun(run).last?.train.loss).toBe(2)
    expect(reader.queries.listRuns(everything)).toHaveLength(1)
    expect('recorder' in reader).toBe(false)
  })
})
