import { expect, test } from 'vitest'
import { clippedRange } from '../../../src/charts/clip'
import type { CurveSeries } from '../../../src/charts/series'

const line = (values: readonly (number | null)[]): CurveSeries => ({ kind: 'line', label: '', slot: 1, points: values.map((y, x) => ({ x, y })) })

test('the first tenth does not stretch the axis, and both ends are round', () => {
  // Of epochs 0 to 10, 0 and 1 do not count: 0.951 to 0.979 takes six steps of 0.005, three of 0.01.
  const values = [0.1, 0.5, 0.951, 0.96, null, 0.97, 0.97, 0.97, 0.975, 0.978, 0.979]
  expect(clippedRange([line(values)], false)).toEqual({ yMin: 0.95, yMax: 0.98, yStep: 0.01 })
})

test('three epochs leave out row 0 alone', () => {
  expect(clippedRange([line([2.3, 0.3, 0.25, 0.21])], false)).toEqual({ yMin: 0.2, yMax: 0.3, yStep: 0.02 })
})

test('steps that the range would cut are made longer', () => {
  // 0.841 to 0.953: steps of 0.02 from 0.84 to 0.96 are six, of 0.05 from 0.8 to 1 four.
  expect(clippedRange([line([0.1, 0.841, 0.953])], false)).toEqual({ yMin: 0.8, yMax: 1, yStep: 0.05 })
})

test('bands count with their bounds', () => {
  const points = Array.from({ length: 11 }, (_, x) => ({ x, y: 5, low: x === 7 ? 1 : 4, high: x === 0 ? 99 : 6 }))
  expect(clippedRange([{ kind: 'band', label: '', slot: 1, n: 5, points }], false)).toEqual({ yMin: 1, yMax: 6, yStep: 1 })
})

test('a logarithmic axis takes positive values as they are', () => {
  expect(clippedRange([line([9, 0, 0.5, 0.03])], true)).toEqual({ yMin: 0.03, yMax: 0.5 })
})

test('without values, or with one alone, there is nothing to fit', () => {
  expect(clippedRange([], false)).toBeNull()
  expect(clippedRange([line([1, null])], false)).toBeNull()
  expect(clippedRange([line([1, 2, 2])], false)).toBeNull()
})
