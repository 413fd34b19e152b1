import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimateBand, decimateIndices } from '../../../src/charts/decimate'

const indices = (column: readonly (number | null)[], limit: number) => decimateIndices(column.length, [(i) => column[i]!], limit)

test('what is short enough stays as it is', () => {
  expect(indices([3, 1, 2], 5)).toEqual([0, 1, 2])
  expect(indices([], 5)).toEqual([])
})

test('each bucket keeps its smallest and largest value, and the ends stay', () => {
  // limit 8: (8 - 2) / 3 = 2 buckets of 5: [5 9 1 4 4] keeps 9 and 1; [2 8 3 0 6] keeps 8 and 0; ends 5 and 6.
  expect(indices([5, 9, 1, 4, 4, 2, 8, 3, 0, 6], 8)).toEqual([0, 1, 2, 6, 8, 9])
})

test('a gap stays a gap', () => {
  const column = Array.from({ length: 100 }, (_, i) => (i === 40 ? null : 1))
  const kept = indices(column, 20)
  expect(kept.length).toBeLessThanOrEqual(20)
  expect(kept.filter((index) => column[index] === null)).toEqual([40])
})

test('a band keeps the extremes of centre, low and high', () => {
  const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: 0.5, low: x === 333 ? -4 : 0, high: x === 777 ? 9 : 1 }))
  const kept = decimateBand(points, 100)
  expect(kept.length).toBeLessThanOrEqual(100)
  expect(kept.map((point) => point.x)).toEqual(expect.arrayContaining([0, 333, 777, 999]))
})

test('any curve keeps its bounds, its minimum, its maximum and its order, within the limit', () => {
  const values = fc.array(fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(values, fc.integer({ min: 5, max: 60 }), (column, limit) => {
      const kept = indices(column, limit)
      expect(kept.length).toBeLessThanOrEqual(limit)
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
      expect(kept[0]).toBe(0)
      expect(kept.at(-1)).toBe(column.length - 1)
      const known = (list: readonly (number | null)[]) => list.filter((value) => value !== null)
      const before = known(column)
      const after = known(kept.map((index) => column[index]!))
      expect(Math.min(...after)).toBe(Math.min(...before))
      expect(Math.max(...after)).toBe(Math.max(...before))
      expect(kept.some((index) => column[index] === null)).toBe(column.includes(null))
    }),
    { numRuns: 200, seed: 1 },
  )
})

test('a limit that leaves no bucket is a mistake', () => {
  expect(() =>
    indices(
      Array.from({ length: 9 }, () => 1),
      4,
    ),
  ).toThrow('4 points are too few for 1 columns: at least 5 are needed')
})
