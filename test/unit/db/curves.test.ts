/** Recorded epochs read column by column say what the rows say, also where they are packed. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { digestBytes } from '../../../db/digest'
import { epochRecord, finishedRun, nothing, openWriter, startRun, tamper, temporaryFolder } from './fixtures'

test('columns hold the numbers of the epochs, NaN where there is none', () => {
  const store = openWriter()
  const run = startRun(store)
  const epochs = [epochRecord(0, 4, { loss: 5, accuracy: null }), epochRecord(1, 2), epochRecord(2, 1, { loss: 3, accuracy: null })]
  store.recorder.recordBatch(run, { ...nothing, epochs })
  expect(store.queries.listCurves([run], ['validationLoss', 'seconds', 'trainLoss'])).toEqual([
    {
      run,
      first: 0,
      length: 3,
      epochs: null,
      columns: { validationLoss: Float64Array.of(5, Number.NaN, 3), seconds: Float64Array.of(0, 0.5, 0.5), trainLoss: Float64Array.of(4, 2, 1) },
    },
  ])
})

test('a sketch has the extremes of a column and no gaps, at the epochs where they were', () => {
  const store = openWriter()
  const run = startRun(store, { epochs: 40 })
  const losses = Array.from({ length: 40 }, (_, epoch) => (epoch === 17 ? 9 : epoch === 23 ? -9 : 1))
  const epochs = losses.map((loss, epoch) => epochRecord(epoch, 2, { loss: epoch % 2 === 1 ? loss : null, accuracy: null }))
  store.recorder.recordBatch(run, { ...nothing, epochs })
  const [validation, train] = store.queries.listSketches([run], ['validationLoss', 'trainLoss'], 8)
  expect(validation).toEqual({ run, column: 'validationLoss', epochs: Float64Array.of(1, 17, 21, 23, 39), values: Float64Array.of(1, 9, 1, -9, 1) })
  expect(train).toMatchObject({ column: 'trainLoss', values: new Float64Array(train!.epochs.length).fill(2) })
  expect(store.queries.listSketches([startRun(store)], ['trainLoss'], 8)).toMatchObject([{ epochs: new Float64Array(0), values: new Float64Array(0) }])
})

test('a run without epochs has empty columns, and one that does not exist is named', () => {
  const store = openWriter()
  const run = startRun(store)
  expect(store.queries.listCurves([run], ['trainLoss'])).toEqual([{ run, first: 0, length: 0, epochs: null, columns: { trainLoss: new Float64Array(0) } }])
  expect(() => store.queries.listCurves([run, 99], ['trainLoss'])).toThrow('There is no run 99')
})

test('epochs that do not follow each other are listed', () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const run = startRun(store)
  store.recorder.recordBatch(run, { ...nothing, epochs: [4, 3, 2, 1].map((loss, epoch) => epochRecord(epoch, loss)) })
  tamper(folder, 'DELETE FROM epochs WHERE run = ? AND epoch = 2', run)
  expect(store.queries.listCurves([run], ['trainLoss'])).toMatchObject([
    { first: 0, length: 3, epochs: Float64Array.of(0, 1, 3), columns: { trainLoss: Float64Array.of(4, 3, 1) } },
  ])
})

describe('packed', () => {
  const columns = ['trainLoss', 'validationLoss', 'seconds'] as const
  /** With a loss of 1 / (1 + epoch), a validation in every second epoch. */
  const epochs = Array.from({ length: 101 }, (_, epoch) => epochRecord(epoch, 1 / (1 + epoch), { loss: epoch % 2 === 0 ? epoch : null, accuracy: null }))

  /** A run of a hundred epochs that was stopped, with the folder that it lies in. */
  function stoppedRun() {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = startRun(store, { epochs: 200 })
    store.recorder.recordBatch(run, { ...nothing, epochs })
    const before = store.queries.listCurves([run], columns)
    store.recorder.setStatus(run, 'stopped')
    const packed = () => openReading(folder, (db) => db.prepare('SELECT name, first, length(numbers) AS bytes FROM packed_curves WHERE run = ?').all(run))
    return { folder, store, run, before, packed }
  }

  test('with its seal, a run gives the same numbers as epoch by epoch', () => {
    const { store, run, before, packed } = stoppedRun()
    expect(packed()).toHaveLength(6)
    expect(packed()).toContainEqual({ name: 'trainLoss', first: 0, bytes: 808 })
    expect(store.queries.listCurves([run], columns)).toEqual(before)
    expect(before[0]!.columns.validationLoss!.slice(0, 4)).toEqual(Float64Array.of(0, Number.NaN, 2, Number.NaN))
  })

  test('no longer, as soon as the run goes on: what comes then is read as well', () => {
    const { store, run, packed } = stoppedRun()
    store.recorder.takeUp(run)
    expect(packed()).toEqual([])
    store.recorder.start(run, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(101, 7)] })
    expect(store.queries.listCurves([run], ['trainLoss'])[0]!.columns.trainLoss!.at(-1)).toBe(7)
    store.recorder.setStatus(run, 'stopped')
    expect(packed()).toContainEqual({ name: 'trainLoss', first: 0, bytes: 816 })
  })

  test('never where an epoch is missing, and short runs are left as they are', () => {
    const { folder, store, run, packed } = stoppedRun()
    store.recorder.takeUp(run)
    tamper(folder, 'DELETE FROM epochs WHERE run = ? AND epoch = 50', run)
    store.recorder.setStatus(run, 'stopped')
    expect(packed()).toEqual([])
    expect(store.queries.listCurves([run], ['trainLoss'])).toMatchObject([{ length: 100, epochs: expect.any(Float64Array) }])
    const short = finishedRun(store)
    expect(openReading(folder, (db) => db.prepare('SELECT count(*) FROM packed_curves WHERE run = ?').pluck().get(short))).toBe(0)
  })

  test('numbers that are not those of the epochs are found by the full check', () => {
    const { folder, store, run } = stoppedRun()
    const path = join(folder, databaseName)
    expect(checkFile(path).problems).toEqual([])
    store.close()
    tamper(folder, "UPDATE packed_curves SET numbers = zeroblob(808) WHERE run = ? AND name = 'trainLoss'", run)
    expect(checkFile(path).problems).toEqual([{ kind: 'seal', run, message: `The packed curves of run ${run} are not those of its epochs` }])
  })

  test('runs that an older version ended are packed when the file comes up to date', () => {
    const { folder, store, packed } = stoppedRun()
    store.close()
    tamper(folder, 'DROP TABLE packed_curves')
    tamper(folder, 'DELETE FROM migrations WHERE number = 7')
    openReading(folder, (db) => db.pragma('user_version = 6'))
    openWriter(folder)
    expect(packed()).toHaveLength(6)
  })
})

/** Looks into the file, beside the store. */
function openReading<T>(folder: string, look: (db: Database.Database) => T): T {
  const db = new Database(join(folder, databaseName))
  try {
    return look(db)
  } finally {
    db.close()
  }
}
