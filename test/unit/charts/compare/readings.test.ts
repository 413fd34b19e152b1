import { expect, test } from 'vitest'
import { nearestFirst, readingsAt, stepFrom } from '../../../../src/charts/compare/readings'
import type { CurveSeries } from '../../../../src/charts/series'

const series: CurveSeries[] = [
  { kind: 'line', label: 'a', slot: 1, points: [{ x: 0, y: 4 }, { x: 10, y: 2 }, { x: 20, y: null }] },
  { kind: 'band', label: 'b', slot: 2, n: 5, points: [{ x: 0, y: 1, low: 0, high: 2 }, { x: 10, y: 3, low: 2, high: 5 }, { x: 30, y: 3, low: null, high: null }] },
  { kind: 'line', label: 'thin', slot: 2, emphasis: 'trial', points: [{ x: 0, y: 9 }] },
] // prettier-ignore

test('the nearest recorded value of each named curve, with its difference to the baseline', () => {
  expect(readingsAt(series, 11, 'b')).toEqual([
    { label: 'a', slot: 1, x: 10, y: 2, low: null, high: null, difference: -1 },
    { label: 'b', slot: 2, x: 10, y: 3, low: 2, high: 5, difference: null },
  ])
  // At 19 a has a gap; b still goes on to 30; beyond that nothing is said.
  expect(readingsAt(series, 21, null).map(({ label, x }) => [label, x])).toEqual([['b', 30]])
  expect(readingsAt(series, 31, null)).toEqual([])
})

test('the curve nearest to the pointer is first, by ratio on a logarithmic axis', () => {
  const [a, b] = readingsAt(series, 0, null)
  const order = (y: number | null, logY: boolean) => nearestFirst([a!, b!], y, logY).map(({ label }) => label)
  expect([order(3, false), order(2.4, false)]).toEqual([['a', 'b'], ['b', 'a']]) // prettier-ignore
  // 4 / 2.4 is less than 2.4 / 1.
  expect(order(2.4, true)).toEqual(['a', 'b'])
  expect(order(null, false)).toEqual(['a', 'b'])
})

test('steps go to the next recorded place of any curve', () => {
  expect([stepFrom(series, null, 1), stepFrom(series, 0, 1), stepFrom(series, 10, 1), stepFrom(series, 20, 1)]).toEqual([0, 10, 20, 30])
  expect([stepFrom(series, 30, -1), stepFrom(series, 10, -1), stepFrom(series, 0, -1), stepFrom(series, 30, 1)]).toEqual([20, 0, null, null])
  expect(stepFrom(series, 5, 1)).toBe(10)
})
