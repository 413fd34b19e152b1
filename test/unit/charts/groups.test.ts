import { expect, test } from 'vitest'
import { bandPoints, groupSeries } from '../../../src/charts/groups'
import type { EpochRecord } from '../../../src/engine/training/records'

const epochs = (losses: readonly (number | null)[]): EpochRecord[] =>
  losses.map((loss, epoch) => ({
    epoch,
    train: { loss, accuracy: null },
    validation: { loss: null, accuracy: null },
    learningRate: 0.1,
    seconds: 0,
    weightDigest: '',
  }))
const options = { label: 'Adam', slot: 2, part: 'train', measure: 'loss', showTrials: false } as const

test('a band is interquartile mean and quartiles of the trials at each epoch', () => {
  const points = bandPoints([4, 1, 2, 3].map((y) => [{ x: 0, y }, { x: 1, y: 10 * y }])) // prettier-ignore
  // Sorted 1 2 3 4: the middle half is 2 and 3; type 7 quartiles at positions 0.75 and 2.25.
  expect(points).toEqual([
    { x: 0, y: 2.5, low: 1.75, high: 3.25 },
    { x: 1, y: 25, low: 17.5, high: 32.5 },
  ])
})

test('a trial that is shorter, or has a gap, is left out where it has no value', () => {
  const [first, second] = bandPoints([[{ x: 0, y: 1 }, { x: 1, y: null }], [{ x: 0, y: 3 }, { x: 1, y: 7 }], [{ x: 0, y: 2 }]]) // prettier-ignore
  expect(first).toEqual({ x: 0, y: 2, low: null, high: null })
  expect(second).toEqual({ x: 1, y: 7, low: null, high: null })
})

test('an epoch that nobody recorded is no point, and one without values is a gap', () => {
  expect(bandPoints([[{ x: 0, y: 1 }, { x: 3, y: null }]]).map(({ x, y }) => [x, y])).toEqual([[0, 1], [3, null]]) // prettier-ignore
  expect(bandPoints([])).toEqual([])
})

test('one trial is a line, few are hairlines under their mean, many a band alone', () => {
  const kinds = (count: number, showTrials = false) =>
    groupSeries({ ...options, showTrials, trials: Array.from({ length: count }, () => epochs([2, 1])) }).map((one) =>
      one.kind === 'band' ? `band n=${one.n}` : (one.emphasis ?? 'main'),
    )
  expect(kinds(0)).toEqual([])
  expect(kinds(1)).toEqual(['main'])
  expect(kinds(3)).toEqual(['trial', 'trial', 'trial', 'band n=3'])
  expect(kinds(4)).toEqual(['band n=4'])
  expect(kinds(4, true)).toEqual(['trial', 'trial', 'trial', 'trial', 'band n=4'])
})

test('trials that have no such value do not count', () => {
  expect(groupSeries({ ...options, trials: [epochs([2, 1]), epochs([null, null])] })).toMatchObject([{ kind: 'line', label: 'Adam', slot: 2 }])
  expect(groupSeries({ ...options, measure: 'accuracy', trials: [epochs([2, 1])] })).toEqual([])
})
