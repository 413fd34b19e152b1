/** Databases of every earlier schema come up to date with all that they hold, and with a backup of how they were. */
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { backupFolder, listBackups } from '../../../db/backup'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { latest, migrate, migrations, type Migration } from '../../../db/migrate'
import { openStore } from '../../../db/store'
import { openWriter, steppingClock, temporaryFolder } from './fixtures'

const schemas = resolve(import.meta.dirname, 'schemas')
/** Fields of a run that an earlier schema did not have. */
const later = { origin: null, rateChanges: [], verified: null }
const older = migrations.map(({ number }) => number).filter((number) => number < latest())

/** A data folder with the database that this version of the schema left. */
function folderOf(schema: number): string {
  const folder = temporaryFolder()
  copyFileSync(join(schemas, `schema-${schema}.sqlite`), join(folder, databaseName))
  return folder
}

describe.each(older)('a database of schema %d', (schema) => {
  const held: {
    runs: { id: number; status: string; message: string | null; finishedAt: string | null }[]
    epochs: unknown
    models: unknown
    settings: unknown
  } = JSON.parse(readFileSync(join(schemas, `schema-${schema}.json`), 'utf8'))

  test('keeps runs, epochs, models and settings, and passes the full check', () => {
    const folder = folderOf(schema)
    const { queries } = openWriter(folder)
    const ids = held.runs.map(({ id }) => id)
    // What was queued when the program ended is interrupted by this start; nothing else changes.
    const found = queries.getRuns(ids)
    const expected = held.runs.map((run, i) =>
      run.status === 'queued'
        ? { ...later, ...run, status: 'interrupted', message: 'The program ended before this run did', finishedAt: found[i]!.finishedAt }
        : { ...later, ...run },
    )
    expect(found).toEqual(expected)
    expect(queries.listEpochs(ids)).toEqual(held.epochs)
    expect(ids.map((id) => queries.listModels(id))).toEqual(held.models)
    expect(queries.getSettings()).toEqual(held.settings)
    expect(queries.getModel(1, 'epoch', 2).file).toEqual(Uint8Array.of(2))
    expect(checkFile(join(folder, databaseName))).toMatchObject({ problems: [], runs: ids.length, sealed: ids.length })
  })

  test('is backed up as it was before it changes', () => {
    const folder = folderOf(schema)
    openWriter(folder)
    const [backup, ...others] = listBackups(folder)
    expect(others).toEqual([])
    expect(backup).toMatchObject({ kind: 'migration', holds: { schema, runs: held.runs.length } })
    expect(checkFile(backup!.path).problems).toEqual([])
  })

  test('is refused to a reader, and not changed by it', () => {
    const folder = folderOf(schema)
    const before = readFileSync(join(folder, databaseName))
    expect(() => openStore({ folder, mode: 'read', program: 'x' })).toThrow('start the program once, and it brings the file up to date')
    expect(readFileSync(join(folder, databaseName)).equals(before)).toBe(true)
  })

  test('passes the full check before its migration too', () => {
    expect(checkFile(join(folderOf(schema), databaseName)).problems).toEqual([])
  })

  test('is whole as it was when a migration fails in its last step', () => {
    const db = new Database(join(folderOf(schema), databaseName))
    onTestFinished(() => void db.close())
    const before = db.prepare('SELECT * FROM runs').all()
    const failing: Migration[] = migrations.map((migration) =>
      migration.number === latest()
        ? {
            ...migration,
            code: (changed) => {
              migration.code?.(changed)
              throw new Error('the power went')
            },
          }
        : migration,
    )
    expect(() => migrate(db, steppingClock(), failing)).toThrow('the power went')
    // What the earlier migrations did stands; the last one left nothing.
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-2)?.number)
    expect(db.prepare('SELECT * FROM runs').all()).toMatchObject(before)
    migrate(db, steppingClock())
    expect(db.pragma('user_version', { simple: true })).toBe(latest())
  })
})

test('a fixture is kept of every earlier schema', () => {
  expect(readdirSync(schemas).sort()).toEqual(older.flatMap((number) => [`schema-${number}.json`, `schema-${number}.sqlite`]).sort())
})

test('a new database takes no backup of nothing', () => {
  const folder = temporaryFolder()
  openWriter(folder)
  expect(existsSync(backupFolder(folder))).toBe(false)
})
