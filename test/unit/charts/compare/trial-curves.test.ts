import { expect, test } from 'vitest'
import { addRecords, ofRecords, ofRunCurves } from '../../../../src/charts/compare/trial-curves'
import { epochsOf } from './recorded'

const losses = (...values: number[]) => epochsOf(values.map((trainLoss) => ({ trainLoss })))

test('epochs from the first on, or as they are listed', () => {
  const columns = { trainLoss: Float64Array.of(3, 2, 1) }
  expect([...ofRunCurves({ run: 1, first: 0, length: 3, epochs: null, columns }).epochs]).toEqual([0, 1, 2])
  expect([...ofRunCurves({ run: 1, first: 5, length: 3, epochs: null, columns }).epochs]).toEqual([5, 6, 7])
  expect([...ofRunCurves({ run: 1, first: 0, length: 3, epochs: Float64Array.of(0, 1, 3), columns }).epochs]).toEqual([0, 1, 3])
})

test('what arrives follows, fills a gap, or replaces what came before', () => {
  const [zero, one, two, three] = losses(8, 4, 2, 1)
  const known = ofRecords([zero!, three!])
  const late = { ...three!, train: { loss: 0.5, accuracy: null } }
  const merged = addRecords(known, [late, two!, one!, two!])
  expect([...merged.epochs]).toEqual([0, 1, 2, 3])
  expect([...merged.columns.trainLoss!]).toEqual([8, 4, 2, 0.5])
  // What was there is as it was.
  expect([...known.columns.trainLoss!]).toEqual([8, 1])
})

test('columns that were not fetched stay unknown', () => {
  const { columns } = addRecords({ epochs: Float64Array.of(0), columns: { seconds: Float64Array.of(0) } }, losses(8, 4).slice(1))
  expect(columns).toEqual({ seconds: Float64Array.of(0, 1) })
})
