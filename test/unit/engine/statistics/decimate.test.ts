import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimate } from '../../../../src/engine/statistics/decimate'

const column = (values: readonly (number | null)[]) => Float64Array.from(values, (value) => value ?? Number.NaN)
const indices = (values: readonly (number | null)[], limit: number) => decimate([column(values)], { from: 0, to: values.length }, limit)

test('what is short enough stays as it is', () => {
  expect(indices([3, 1, 2], 5)).toEqual([0, 1, 2])
  expect(indices([], 5)).toEqual([])
})

test('each bucket keeps its smallest and largest value, and the ends stay', () => {
  // limit 8: (8 - 2) / 3 = 2 buckets of 5: [5 9 1 4 4] keeps 9 and 1; [2 8 3 0 6] keeps 8 and 0; ends 5 and 6.
  expect(indices([5, 9, 1, 4, 4, 2, 8, 3, 0, 6], 8)).toEqual([0, 1, 2, 6, 8, 9])
})

test('a gap stays a gap', () => {
  const values = Array.from({ length: 100 }, (_, i) => (i === 40 ? null : 1))
  const kept = indices(values, 20)
  expect(kept.length).toBeLessThanOrEqual(20)
  expect(kept.filter((index) => values[index] === null)).toEqual([40])
})

test('a band keeps the extremes of centre, low and high', () => {
  const flat = (value: number, at: number, spike: number) => Float64Array.from({ length: 1000 }, (_, x) => (x === at ? spike : value))
  const kept = decimate([flat(0.5, -1, 0), flat(0, 333, -4), flat(1, 777, 9)], { from: 0, to: 1000 }, 100)
  expect(kept.length).toBeLessThanOrEqual(100)
  expect(kept).toEqual(expect.arrayContaining([0, 333, 777, 999]))
})

test('a part alone is cut into buckets', () => {
  expect(decimate([column([9, 9, 1, 2, 3, 9])], { from: 2, to: 5 }, 5)).toEqual([2, 3, 4])
})

test('any curve keeps its bounds, its minimum, its maximum and its order, within the limit', () => {
  const values = fc.array(fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1, maxLength: 400 })
  fc.assert(
    fc.property(values, fc.integer({ min: 5, max: 60 }), (recorded, limit) => {
      const kept = indices(recorded, limit)
      expect(kept.length).toBeLessThanOrEqual(limit)
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
      expect(kept[0]).toBe(0)
      expect(kept.at(-1)).toBe(recorded.length - 1)
      const known = (list: readonly (number | null)[]) => list.filter((value) => value !== null)
      const before = known(recorded)
      const after = known(kept.map((index) => recorded[index]!))
      expect(Math.min(...after)).toBe(Math.min(...before))
      expect(Math.max(...after)).toBe(Math.max(...before))
      expect(kept.some((index) => recorded[index] === null)).toBe(recorded.includes(null))
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
