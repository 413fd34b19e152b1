/** The full check: each kind of change behind the program's back is found and named. */
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkFile, quickCheckFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { digestBytes } from '../../../db/digest'
import { latest } from '../../../db/migrate'
import { openStore } from '../../../db/store'
import { checkpoint, epochRecord, finishedRun, lineExperiment, model, nothing, openWriter, startRun, tamper, temporaryFolder } from './fixtures'

/** A closed database with a finished run 1, a stopped run 2 and an interrupted run 3. */
function closedDatabase(): { folder: string; path: string } {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  finishedRun(store)
  const stopped = startRun(store)
  store.recorder.recordBatch(stopped, { epochs: [epochRecord(0, 3), epochRecord(1, 2)], models: [model('last', 1)], checkpoint: checkpoint(1) })
  store.recorder.setStatus(stopped, 'stopped')
  const running = startRun(store)
  store.recorder.recordBatch(running, { ...nothing, epochs: [epochRecord(0, 3), epochRecord(1, 2)] })
  store.editor.update([1], { note: 'A note', tags: ['one'] })
  store.close()
  openStore({ folder, mode: 'write', program: 'the test' }).close()
  return { folder, path: join(folder, databaseName) }
}

describe('a full check', () => {
  test('of what was stored finds nothing and counts what it looked at', () => {
    const { path } = closedDatabase()
    // Models: last and best of run 1, last of run 2. Bytes: 4 + 4 + 3 of models, 2 of the checkpoint of run 2; run 1 is done and needs none.
    expect(checkFile(path)).toEqual({ problems: [], experiments: 3, runs: 3, epochs: 7, models: 3, checkpoints: 1, sealed: 3, bytes: 13 })
  })

  test('says how far it is', () => {
    const { path } = closedDatabase()
    const seen: number[] = []
    checkFile(path, ({ done, total }) => seen.push(done, total))
    expect(seen).toEqual([0, 3, 1, 3, 2, 3])
  })

  test.each([
    ['seal', 1, 'UPDATE epochs SET train_loss = 3.9999999 WHERE run = 1 AND epoch = 0'],
    ['seal', 1, "UPDATE epochs SET weight_digest = replace(weight_digest, 'a', 'b') WHERE run = 1 AND epoch = 1"],
    ['seal', 1, 'DELETE FROM epochs WHERE run = 1 AND epoch = 1'],
    ['seal', 1, 'UPDATE epochs SET learning_rate = 0.2 WHERE run = 1 AND epoch = 2'],
    ['seal', 1, 'UPDATE runs SET seed = 2 WHERE id = 1'],
    ['seal', 1, "UPDATE runs SET status = 'failed' WHERE id = 1"],
    ['seal', 1, "UPDATE runs SET kernels = 'fast' WHERE id = 1"],
    ['seal', 1, 'UPDATE runs SET best_train_loss = 0.9 WHERE id = 1'],
    ['seal', 1, "UPDATE runs SET finished_at = '2030-01-01T12:00:00.001Z' WHERE id = 1"],
    ['seal', 1, 'UPDATE runs SET seal = NULL WHERE id = 1'],
    ['seal', 1, "UPDATE models SET epoch = 1 WHERE run = 1 AND kind = 'best'"],
    ['seal', 1, "DELETE FROM models WHERE run = 1 AND kind = 'best'"],
    ['seal', 1, "UPDATE experiments SET created_at = '2031-01-01T12:00:00.000Z' WHERE id = 1"],
    ['seal', 2, 'UPDATE checkpoints SET epoch = 0 WHERE run = 2'],
    ['seal', 3, "UPDATE runs SET status = 'running', seal = NULL, last_train_loss = 2.5 WHERE id = 3"],
    ['marks', 1, "UPDATE runs SET name = 'line' WHERE id = 1"],
    ['marks', 1, "UPDATE runs SET note = 'A nope' WHERE id = 1"],
    ['marks', 1, 'UPDATE runs SET pinned = 1 WHERE id = 1'],
    ['marks', 1, "UPDATE runs SET search_text = 'other' WHERE id = 1"],
    ['configuration', 1, "UPDATE runs SET config = replace(config, '0.1', '0.2') WHERE id = 1"],
    ['configuration', null, "UPDATE experiments SET config = replace(config, '0.1', '0.2') WHERE id = 2"],
    ['model', 1, "UPDATE models SET file = x'09090801' WHERE run = 1 AND kind = 'last'"],
    ['model', 2, "UPDATE models SET sha256 = replace(sha256, '0', '1') WHERE run = 2"],
    ['checkpoint', 2, "UPDATE checkpoints SET state = x'0406' WHERE run = 2"],
    ['reference', null, 'DELETE FROM experiments WHERE id = 3'],
    ['reference', null, "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'runs'"],
    ['settings', null, "INSERT INTO settings (key, value) VALUES ('theme', '{')"],
    ['seal', 1, "UPDATE runs SET status = 'lost' WHERE id = 1"],
    ['schema', null, 'CREATE TABLE another (a INTEGER)'],
    ['schema', null, 'DELETE FROM migrations WHERE number > 1'],
  ] as const)('finds a %s that is not what was stored, of run %s: %s', (kind, run, sql) => {
    const { folder, path } = closedDatabase()
    tamper(folder, sql)
    expect(checkFile(path).problems).toContainEqual({ kind, run, message: expect.any(String) })
  })

  test('names run, kind and epoch of a damaged model, and nothing else', () => {
    const { folder, path } = closedDatabase()
    tamper(folder, "UPDATE models SET file = x'00' WHERE run = 1 AND kind = 'best'")
    expect(checkFile(path).problems).toEqual([{ kind: 'model', run: 1, message: 'The best model (epoch 2) of run 1 is not the one that was stored' }])
  })

  test('names the experiment whose first weights are damaged', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const weights = Uint8Array.of(1, 2, 3)
    const initial = { origin: { run: finishedRun(store), epoch: 1 }, file: weights, sha256: digestBytes(weights) }
    const { experiment } = store.recorder.createExperiment(lineExperiment(), () => true, { initial })
    store.close()
    tamper(folder, "UPDATE initial_weights SET file = x'00'")
    const message = `The weights that experiment ${experiment.id} begins with are not the ones that were stored`
    expect(checkFile(join(folder, databaseName)).problems).toEqual([{ kind: 'model', run: null, message }])
  })

  test('a file that is no database is a finding, one that is not there is none', () => {
    const path = join(temporaryFolder(), databaseName)
    expect(() => checkFile(path)).toThrow(expect.objectContaining({ code: 'not-found' }))
    writeFileSync(path, 'no database at all, but long enough to be read as one '.repeat(100))
    expect(checkFile(path).problems.map(({ kind }) => kind)).toContain('structure')
  })
})

describe('the check of the start', () => {
  test('finds nothing in what was stored, with rows after the last checkpoint of the log', () => {
    const folder = temporaryFolder()
    finishedRun(openWriter(folder))
    expect(quickCheckFile(join(folder, databaseName))).toEqual([])
  })

  test.each([
    ['a missing index', 'DROP INDEX runs_listed', `The definition of runs_listed is not that of schema ${latest()}`],
    ['another version than recorded', 'PRAGMA user_version = 1', `The file says schema 1, its record of migrations says ${latest()}`],
    ['another mark', 'PRAGMA application_id = 7', 'The mark of Backprop Lab is not in the file'],
  ])('finds %s', (_what, sql, message) => {
    const { folder, path } = closedDatabase()
    const db = new Database(join(folder, databaseName))
    db.exec(sql)
    db.close()
    expect(quickCheckFile(path)).toContain(message)
  })

  test('finds a file that was cut, and one with a page of garbage', () => {
    const cut = closedDatabase().path
    truncateSync(cut, 3 * 4096)
    expect(quickCheckFile(cut)).not.toEqual([])
    const garbled = closedDatabase().path
    const bytes = readFileSync(garbled)
    bytes.fill(digestBytes('garbage'), 4096, 8192)
    writeFileSync(garbled, bytes)
    expect(quickCheckFile(garbled)).not.toEqual([])
  })

  test('does not mind what lies after the end', () => {
    const { path } = closedDatabase()
    appendFileSync(path, Buffer.alloc(4096))
    expect(quickCheckFile(path)).toEqual([])
  })
})

describe('seals', () => {
  test('are taken off a run that goes on, and written anew when it ends again', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = startRun(store, { epochs: 2 })
    const seal = () => {
      const db = new Database(join(folder, databaseName), { readonly: true })
      const found = db.prepare<[number], string | null>('SELECT seal FROM runs WHERE id = ?').pluck().get(run)
      db.close()
      return found
    }
    store.recorder.recordBatch(run, { epochs: [epochRecord(0, 3), epochRecord(1, 2)], models: [], checkpoint: checkpoint(1) })
    expect(seal()).toBeNull()
    store.recorder.setStatus(run, 'stopped')
    const first = seal()
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    store.recorder.takeUp(run)
    expect(seal()).toBeNull()
    store.recorder.start(run, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(2, 1)] })
    store.recorder.setStatus(run, 'done')
    expect(seal()).not.toBe(first)
    expect(checkFile(join(folder, databaseName)).problems).toEqual([])
  })

  test('leave out what the user changes', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = finishedRun(store)
    store.editor.update([run], { name: 'Other', tags: ['a'], note: 'b', colour: 9, pinned: true, archived: true })
    store.editor.trash([run])
    store.editor.restore([run])
    store.editor.update([run], { locked: true })
    expect(checkFile(join(folder, databaseName)).problems).toEqual([])
  })
})

describe('a damaged run', () => {
  test('is left out of lists and named; the others and the start are not touched by it', () => {
    const { folder } = closedDatabase()
    tamper(folder, "UPDATE runs SET config = replace(config, '0.1', '0.2'), status = 'running', seal = NULL WHERE id = 3")
    const store = openWriter(folder)
    expect(store.queries.listRuns({ trashed: false, archived: false, limit: 10 }).map(({ id }) => id)).toEqual([2, 1])
    expect([...store.queries.unreadable]).toEqual([[3, 'The stored configuration of run 3 is damaged']])
    expect(() => store.queries.getRun(3)).toThrow('The stored configuration of run 3 is damaged')
  })
})
