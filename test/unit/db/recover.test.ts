/** A damaged database at the start: kept aside, replaced by the newest good backup, and salvaged. */
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { backupFolder, listBackups, takeBackup } from '../../../db/backup'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { digestBytes } from '../../../db/digest'
import { openForWriting } from '../../../db/driver'
import { describeRecovery, restoreFile } from '../../../db/recover'
import { openStore, type WritableStore } from '../../../db/store'
import { epochRecord, everything, finishedRun, lineExperiment, nothing, openWriter, startRun, tamper, temporaryFolder } from './fixtures'

const at = (second: number) => new Date(Date.UTC(2029, 5, 1, 9, 0, second))
const asideOf = (folder: string, reason: string) => readdirSync(folder).filter((file) => file.startsWith(`${databaseName}.${reason}-`))

/** Overwrites the schema's page: nothing can be read any more. */
function ruin(path: string): Buffer {
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 100, 4096)
  writeFileSync(path, bytes)
  return bytes
}

/** Overwrites the root page of an index: SQLite notices, and the table is still whole. */
function ruinIndex(path: string, index: string): void {
  const db = new Database(path, { readonly: true })
  const page = db.prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(index)!
  const size = Number(db.pragma('page_size', { simple: true }))
  db.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, (page - 1) * size, page * size)
  writeFileSync(path, bytes)
}

function content(store: WritableStore): unknown {
  const runs = store.queries.listRuns(everything)
  return { runs, epochs: store.queries.listEpochs(runs.map(({ id }) => id)), models: runs.map(({ id }) => store.queries.listModels(id)) }
}

describe('a damaged database', () => {
  test('that can still be read loses nothing, with a backup and what came after it', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const old = finishedRun(store)
    await takeBackup({ folder, kind: 'daily', now: at(0) })
    const newer = finishedRun(store)
    store.editor.update([old], { note: 'Written after the backup' })
    const before = content(store)
    store.close()
    ruinIndex(join(folder, databaseName), 'runs_listed')

    const recovered = openWriter(folder)
    expect(recovered.recovery).toMatchObject({
      backup: { file: 'lab-20290601T090000000Z-daily.sqlite' },
      salvaged: { runs: 1, epochs: 3, models: 2, marks: 1, left: [] },
    })
    expect(content(recovered)).toEqual(before)
    expect(recovered.queries.getModel(newer, 'best').epoch).toBe(2)
    expect(recovered.notices.list()).toMatchObject([{ id: 1, content: { kind: 'recovered', report: recovered.recovery } }])
    recovered.close()
    expect(checkFile(join(folder, databaseName)).problems).toEqual([])
  })

  test('that cannot be read at all is kept byte by byte, and the backup takes its place', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    await takeBackup({ folder, kind: 'finished', now: at(0) })
    finishedRun(store)
    store.close()
    const bytes = ruin(join(folder, databaseName))
    const recovered = openWriter(folder)
    expect(recovered.queries.listRuns(everything).map(({ id }) => id)).toEqual([1])
    const [aside = ''] = asideOf(folder, 'damaged')
    expect(recovered.recovery?.damaged).toBe(join(folder, aside))
    expect(readFileSync(join(folder, aside)).equals(bytes)).toBe(true)
    expect(describeRecovery(recovered.recovery!)).toMatch(/The database was damaged .* It was kept as .* The backup of 2029-06-01T09:00:00.000Z was restored/)
  })

  test('without a backup gives what can be salvaged', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    const running = startRun(store)
    store.recorder.recordBatch(running, { ...nothing, epochs: [epochRecord(0, 3), epochRecord(1, 2)] })
    store.close()
    ruinIndex(join(folder, databaseName), 'models_of_run')
    const recovered = openWriter(folder)
    expect(recovered.recovery).toMatchObject({ backup: null, salvaged: { runs: 2, epochs: 5, models: 2 } })
    // What had not ended is interrupted now, with its epochs.
    expect(recovered.queries.getRun(running)).toMatchObject({ status: 'interrupted', epochsDone: 1 })
  })

  test('with nothing usable gives an empty one, which says so', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseName), 'something else entirely, and long enough to have a header of its own'.repeat(50))
    const recovered = openWriter(folder)
    expect(recovered.queries.listRuns(everything)).toEqual([])
    expect(recovered.recovery).toMatchObject({ backup: null, salvaged: { runs: 0 } })
    expect(describeRecovery(recovered.recovery!)).toContain('No backup could be used: it begins with an empty database.')
    expect(readFileSync(recovered.recovery!.damaged, 'utf8')).toContain('something else entirely')
  })

  test('is not filled from a damaged backup, but from an older one', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    await takeBackup({ folder, kind: 'daily', now: at(0) })
    finishedRun(store)
    await takeBackup({ folder, kind: 'daily', now: at(1) })
    store.close()
    // The content of the newest has changed, which its structure does not show.
    const newest = new Database(listBackups(folder)[0]!.path)
    newest.exec('UPDATE epochs SET train_loss = 9 WHERE run = 1 AND epoch = 1')
    newest.close()
    ruin(join(folder, databaseName))
    expect(openWriter(folder).recovery?.backup?.takenAt).toBe(at(0).toISOString())
  })

  test('that was cut to nothing is not taken for a new one', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    await takeBackup({ folder, kind: 'daily', now: at(0) })
    store.close()
    truncateSync(join(folder, databaseName), 0)
    expect(openWriter(folder).recovery).toMatchObject({ problems: ['The file is empty'], backup: { takenAt: at(0).toISOString() } })
  })

  test('is told about until that is read', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseName), 'x'.repeat(5000))
    const first = openStore({ folder, mode: 'write', program: 'x' })
    first.close()
    const second = openStore({ folder, mode: 'write', program: 'x' })
    expect([second.recovery, second.notices.list().length]).toEqual([null, 1])
    second.notices.read(1)
    expect(second.notices.list()).toEqual([])
    second.close()
  })

  test('leaves nothing temporary', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, databaseName), 'x'.repeat(5000))
    openStore({ folder, mode: 'write', program: 'x' }).close()
    expect(readdirSync(folder).filter((file) => !file.includes('.damaged-'))).toEqual([databaseName, `${databaseName}.lock`])
  })
})

describe('a kill while the database is being replaced', () => {
  /** A database with one run, and beside it a complete new one without any. */
  function halfReplaced(): { folder: string; next: string } {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    store.close()
    const other = temporaryFolder()
    openStore({ folder: other, mode: 'write', program: 'x' }).close()
    const next = join(folder, `${databaseName}.next-damaged-20300101T120000000Z`)
    copyFileSync(join(other, databaseName), next)
    return { folder, next }
  }

  test('before the old one is aside is finished at the next start', () => {
    const { folder, next } = halfReplaced()
    expect(openWriter(folder).queries.listRuns(everything)).toEqual([])
    expect(existsSync(next)).toBe(false)
    expect(checkFile(join(folder, `${databaseName}.damaged-20300101T120000000Z`)).runs).toBe(1)
  })

  test('between the two renames is finished too, and the old log does not reach the new file', () => {
    const { folder } = halfReplaced()
    const place = join(folder, databaseName)
    // The old one has commits in its log, as after a kill.
    const writer = openForWriting(place)
    writer.exec("UPDATE settings SET value = '1'")
    writer.exec('CREATE TABLE in_the_log (a INTEGER)')
    for (const suffix of ['', '-wal']) copyFileSync(place + suffix, `${place}.kept${suffix}`)
    writer.close()
    renameSync(`${place}.kept`, `${place}.damaged-20300101T120000000Z`)
    renameSync(`${place}.kept-wal`, `${place}-wal`)
    expect(openWriter(folder).queries.listRuns(everything)).toEqual([])
    expect(existsSync(`${place}.damaged-20300101T120000000Z-wal`)).toBe(true)
  })
})

describe('restoring a file', () => {
  test('puts the present database aside first and takes over all of the backup, its log included', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    await takeBackup({ folder, kind: 'manual', now: at(0) })
    finishedRun(store)
    store.close()
    const aside = restoreFile(folder, listBackups(folder)[0]!.path, at(1))
    expect(checkFile(aside).runs).toBe(2)
    expect(
      openWriter(folder)
        .queries.listRuns(everything)
        .map(({ id }) => id),
    ).toEqual([1])
  })

  test('refuses a damaged one, one of a newer version and one that is none, and changes nothing', async () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    finishedRun(store)
    await takeBackup({ folder, kind: 'manual', now: at(0) })
    store.close()
    const before = readdirSync(folder)
    const { path } = listBackups(folder)[0]!
    const change = (sql: string) => {
      const db = new Database(path)
      db.exec(sql)
      db.close()
    }
    change('UPDATE epochs SET train_loss = 9 WHERE run = 1 AND epoch = 1')
    expect(() => restoreFile(folder, path, at(1))).toThrow(/is damaged \(1 found\): The record of run 1.*Nothing was changed/)
    change('PRAGMA user_version = 99')
    expect(() => restoreFile(folder, path, at(1))).toThrow('newer Backprop Lab (schema 99')
    expect(() => restoreFile(folder, join(backupFolder(folder), 'none.sqlite'), at(1))).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(readdirSync(folder)).toEqual(before)
  })
})

test('a change of content alone does not stop the start: the check names it, and a salvage from a backup mends it', async () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  finishedRun(store)
  finishedRun(store)
  await takeBackup({ folder, kind: 'manual', now: at(0) })
  const before = content(store)
  store.close()
  tamper(folder, 'UPDATE epochs SET train_loss = 9 WHERE run = 1 AND epoch = 1')
  tamper(folder, "UPDATE models SET file = x'00' WHERE run = 2 AND kind = 'best'")
  const damaged = openWriter(folder)
  expect(damaged.recovery).toBeNull()
  expect(checkFile(join(folder, databaseName)).problems.map(({ kind, run }) => [kind, run])).toEqual([
    ['seal', 1],
    ['model', 2],
  ])
  expect(damaged.salvage(listBackups(folder)[0]!.path)).toMatchObject({ runs: 2, epochs: 6, models: 4, left: [] })
  expect(content(damaged)).toEqual(before)
  expect(checkFile(join(folder, databaseName)).problems).toEqual([])
})

test('a fork is salvaged with the weights that it began with; damaged ones are left and named', () => {
  const weights = Uint8Array.of(1, 2, 3)
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const initial = { origin: { run: finishedRun(store), epoch: 1 }, file: weights, sha256: digestBytes(weights) }
  for (const name of ['Fork', 'Other']) store.recorder.createExperiment(lineExperiment({ name }), () => true, { initial })
  store.close()
  tamper(folder, "UPDATE initial_weights SET file = x'00' WHERE experiment = 3")
  const other = openWriter()
  const { runs, left } = other.salvage(join(folder, databaseName))
  expect(runs).toBe(3)
  expect(left).toEqual(['Experiment 3: the weights that its runs began with are damaged'])
  expect(other.queries.getInitialWeights(2)).toEqual({ file: weights, sha256: initial.sha256 })
  expect(other.queries.getRun(2).origin).toEqual({ run: 1, epoch: 1 })
  expect(other.queries.getInitialWeights(3)).toBeNull()
})
