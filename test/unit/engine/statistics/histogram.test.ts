import { expect, it } from 'vitest'
import { histogram } from '../../../../src/engine/statistics/histogram'

it('counts values into bins that hold their lower edge, the last one both', () => {
  // Bins [-1, -0.5), [-0.5, 0), [0, 0.5), [0.5, 1]; -1.1, 2 and NaN are in none.
  expect(histogram([-1, -0.6, -0.5, 0, 0.1, 0.5, 1, 1, -1.1, 2, NaN], { low: -1, high: 1, bins: 4 })).toEqual({
    edges: [-1, -0.5, 0, 0.5, 1],
    counts: [2, 1, 2, 3],
  })
})

it('refuses a range without width, and no bins', () => {
  expect(() => histogram([], { low: 1, high: 1, bins: 2 })).toThrow(RangeError)
  expect(() => histogram([], { low: 0, high: 1, bins: 0 })).toThrow(RangeError)
})
