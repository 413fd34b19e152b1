import { expect, test } from 'vitest'
import { baseTrial } from '../../../../../src/engine/config/trials'
import { findPreset } from '../../../../../src/engine/config/presets'
import { dataSchema } from '../../../../../src/engine/config/data'
import { readsDigits } from '../../../../../src/renderer/rooms/runs/digitModel'
import { headlineOf } from '../../../../../src/renderer/rooms/runs/headline'
import { splitTrashable } from '../../../../../src/renderer/rooms/runs/refusals'
import { rowFacts } from '../../../../../src/renderer/rooms/runs/rowFacts'
import { runRow, score } from '../run-row'

test('runs are listed by validation accuracy, else validation loss, else training loss', () => {
  expect(headlineOf([runRow({ last: score(1, 0.5, [0.4, 0.9]) })])).toEqual({ part: 'validation', measure: 'accuracy' })
  expect(headlineOf([runRow({ last: score(1, 0.5, [0.4, null]) })])).toEqual({ part: 'validation', measure: 'loss' })
  expect(headlineOf([runRow({ last: score(1, 0.5, [0.4, 0.9]) }), runRow({ last: score(1, 0.5) })])).toEqual({ part: 'train', measure: 'loss' })
  expect(headlineOf([runRow()])).toEqual({ part: 'train', measure: 'loss' })
})

test('a last epoch without an evaluation does not change the measure', () => {
  const run = runRow({ last: score(5, 0.5), best: score(3, 0.6, [0.4, 0.9]) })
  expect(headlineOf([run])).toEqual({ part: 'validation', measure: 'accuracy' })
  expect(rowFacts([run])).toMatchObject({ n: 0, last: null, best: { value: '0.900', epoch: 3 } })
})

test('four trials have an interquartile mean with quartiles, the best of all with its epoch', () => {
  const runs = [0.91, 0.94, 0.92, 0.93].map((accuracy, i) =>
    runRow({ id: i + 1, last: score(10, 0.1, [0.2, accuracy]), best: score(i, 0.1, [0.2, accuracy + 0.01]) }),
  )
  // Sorted 0.91 0.92 0.93 0.94: the middle half is 0.92 and 0.93; quartiles at 0.9175 and 0.9325.
  expect(rowFacts(runs)).toMatchObject({ n: 4, last: { value: '0.925', spread: '[0.918, 0.933]' }, best: { value: '0.950', epoch: 1 } })
})

test('fewer trials have no quartiles, and losses are best when lowest', () => {
  const runs = [0.5, 0.3].map((loss, i) => runRow({ id: i + 1, last: score(10, loss), best: score(5 + i, loss) }))
  expect(rowFacts(runs)).toMatchObject({ n: 2, last: { value: '0.4', spread: '' }, best: { value: '0.3', epoch: 6 } })
  expect(rowFacts([runRow()])).toMatchObject({ n: 0, last: null, best: null })
})

test('what trains, waits or is locked stays out of the trash', () => {
  const rows = [runRow({ id: 1 }), runRow({ id: 2, status: 'running' }), runRow({ id: 3, status: 'queued' }), runRow({ id: 4, locked: true })]
  const { allowed, active, locked } = splitTrashable(rows)
  expect([allowed, active, locked].map((runs) => runs.map((run) => run.id))).toEqual([[1], [2, 3], [4]])
})

test('only a trained network from 784 pixels to ten classes reads digits', () => {
  const config = baseTrial(findPreset('fig4')!.config)
  expect(readsDigits(runRow({ config, last: score(1, 0.3) }))).toBe(true)
  expect(readsDigits(runRow({ config }))).toBe(false)
  const clothes = { ...config, data: dataSchema.parse('fashion_mnist') }
  expect(readsDigits(runRow({ config: clothes, last: score(1, 0.3) }))).toBe(false)
  expect(readsDigits(runRow({ last: score(1, 0.3) }))).toBe(false)
})
