import { expect, test } from 'vitest'
import { miniPoints } from '../../../src/api/mini-curve'
import type { WritableStore } from '../../../db/store'
import { epochRecord, nothing, openWriter, startRun } from './fixtures'

/** A run with these training losses from row 0 on, and these validation accuracies where there are any. */
function recorded(store: WritableStore, losses: readonly number[], accuracies: readonly (number | null)[] = []): number {
  const run = startRun(store, { epochs: losses.length })
  const epochs = losses.map((loss, epoch) => epochRecord(epoch, loss, { loss: null, accuracy: accuracies[epoch] ?? null }))
  store.recorder.recordBatch(run, { ...nothing, epochs })
  return run
}

test('a short run is given whole, by the measure that it is listed by; epochs without a value are left out', () => {
  const store = openWriter()
  const run = recorded(store, [1, 0.5, 0.25], [0.1, null, 0.9])
  expect(store.queries.miniCurves([run])).toEqual([
    {
      run,
      shows: { part: 'validation', measure: 'accuracy' },
      epochsDone: 2,
      points: [
        [0, 0.1],
        [2, 0.9],
      ],
    },
  ])
})

test('a long run keeps its extremes within the points there are, and falls where it falls', () => {
  const store = openWriter()
  const losses = Array.from({ length: 1000 }, (_, epoch) => (epoch === 500 ? 9 : 2 - epoch / 1000))
  const [curve] = store.queries.miniCurves([recorded(store, losses)])
  expect(curve).toMatchObject({ shows: { part: 'train', measure: 'loss' }, epochsDone: 999 })
  const values = curve!.points.map(([, value]) => value)
  expect(values.length).toBeLessThanOrEqual(miniPoints)
  expect([Math.max(...values), values[0], values.at(-1)]).toEqual([9, 2, 2 - 999 / 1000])
  // Each of the 20 stretches has 50 epochs: the first goes from 2 down to 2 - 49 / 1000.
  expect(curve!.points.slice(0, 2)).toEqual([
    [25, 2],
    [25, 2 - 49 / 1000],
  ])
  expect(curve!.points.map(([epoch]) => epoch)).toEqual(curve!.points.map(([epoch]) => epoch).sort((a, b) => a - b))
})

test('a run without a score, or none, has no curve', () => {
  const store = openWriter()
  const run = startRun(store)
  expect(store.queries.miniCurves([run, 99])).toEqual([])
})
