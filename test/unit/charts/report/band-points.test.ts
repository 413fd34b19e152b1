import { expect, test } from 'vitest'
import { bandPoints } from '../../../../src/charts/report/band-points'

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
