import { describe, expect, it } from 'vitest'
import { highestIndex, lowerMedianIndex, nearestMedianIndex, upperMedianIndex } from '../../../../src/engine/statistics/representatives'

describe('the median trial', () => {
  it('is the lower or the upper of two middles, and the first of equals', () => {
    // Sorted 1 2 3 4: the middles 2 and 3 stand at the places 3 and 2.
    expect(lowerMedianIndex([4, 1, 3, 2])).toBe(3)
    expect(upperMedianIndex([4, 1, 3, 2])).toBe(2)
    // Equal values rank in the order given: ranks 1 and 2.
    expect(lowerMedianIndex([5, 5, 5, 5])).toBe(1)
    expect(upperMedianIndex([5, 5, 5, 5])).toBe(2)
    expect([lowerMedianIndex([7]), upperMedianIndex([7])]).toEqual([0, 0])
    expect([lowerMedianIndex([9, 7, 8]), upperMedianIndex([9, 7, 8])]).toEqual([2, 2])
  })

  it('may also be the first that is nearest to the median', () => {
    // Median (2 + 4) / 2 = 3: 4 and 2 are equally near, 4 comes first.
    expect(nearestMedianIndex([4, 1, 9, 2])).toBe(0)
    expect(nearestMedianIndex([5, 5, 5])).toBe(0)
    expect(nearestMedianIndex([0, 10, 4])).toBe(2)
  })
})

describe('the worst trial', () => {
  it('has the highest loss, and is the first of equals', () => {
    expect(highestIndex([0.2, 0.9, 0.1, 0.9])).toBe(1)
    expect(highestIndex([-3, -1, -2])).toBe(1)
    expect(highestIndex([1, Infinity])).toBe(1)
  })
})

it('none has an order to be in', () => {
  for (const find of [lowerMedianIndex, upperMedianIndex, nearestMedianIndex, highestIndex]) {
    expect(() => find([1, NaN])).toThrow(RangeError)
    expect(() => find([])).toThrow(RangeError)
  }
})
