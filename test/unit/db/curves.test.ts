/** Recorded epochs read column by column say what the rows say. */
import { expect, test } from 'vitest'
import { epochRecord, nothing, openWriter, startRun, tamper, temporaryFolder } from './fixtures'

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
