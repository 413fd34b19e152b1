import { describe, expect, it } from 'vitest'
import { createStream } from '../../../../src/engine/random/stream'
import { bootstrapInterval, bootstrapPlaces, pairedBootstrapInterval } from '../../../../src/engine/statistics/bootstrap'
import { epochsToReach } from '../../../../src/engine/statistics/epochs-to-reach'
import { probabilityOfImprovement } from '../../../../src/engine/statistics/improvement'
import { interquartileMean } from '../../../../src/engine/statistics/interquartile-mean'
import { mean } from '../../../../src/engine/statistics/moments'

function seeded(seed: number): () => number {
  const stream = createStream(seed, 'data')
  return () => stream.uniform()
}

describe('bootstrap', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

  it('draws places with replacement and takes the quantiles of type 7 of the results', () => {
    // Two trials, resamples of the places (0, 0), (0, 1), (1, 1), (1, 0): sums 0, 1, 2, 1. Sorted 0 1 1 2; level 0.5 takes the positions
    // 0.75 and 2.25: 0.75 and 1.25.
    const draws = [0, 0.4, 0.1, 0.5, 0.6, 0.99, 0.5, 0.3]
    let next = 0
    const interval = bootstrapPlaces(2, (places) => places[0]! + places[1]!, { random: () => draws[next++]!, resamples: 4, level: 0.5 })
    expect(interval).toEqual({ low: 0.75, high: 1.25 })
    expect(next).toBe(8)
  })

  it('comes near the interval of the normal approximation', () => {
    // Mean 5.5, population deviation sqrt(8.25): 1.96 sqrt(8.25 / 10) = 1.78.
    const { low, high } = bootstrapInterval(values, mean, { random: seeded(1) })
    expect(low).toBeGreaterThan(5.5 - 1.78 - 0.1)
    expect(low).toBeLessThan(5.5 - 1.78 + 0.1)
    expect(high).toBeGreaterThan(5.5 + 1.78 - 0.1)
    expect(high).toBeLessThan(5.5 + 1.78 + 0.1)
  })

  it('repeats under a seed, and changes with another', () => {
    const interval = (seed: number) => bootstrapInterval(values, interquartileMean, { random: seeded(seed), resamples: 500 })
    expect(interval(1)).toEqual(interval(1))
    expect(interval(1)).not.toEqual(interval(2))
  })

  it('is wider at a higher level', () => {
    const width = (level: number) => {
      const { low, high } = bootstrapInterval(values, mean, { random: seeded(3), resamples: 1000, level })
      return high - low
    }
    expect(width(0.99)).toBeGreaterThan(width(0.8))
  })

  it('keeps pairs together, so that what both share cancels', () => {
    // b is a less 0.5 in every pair: every resample has the difference 0.5, whatever a's own spread.
    const less = values.map((value) => value - 0.5)
    const { low, high } = pairedBootstrapInterval(values, less, mean, { random: seeded(1), resamples: 200 })
    expect(low).toBeCloseTo(0.5, 12)
    expect(high).toBeCloseTo(0.5, 12)
  })

  it('refuses what it cannot resample', () => {
    const random = seeded(1)
    expect(() => bootstrapInterval([], mean, { random })).toThrow('a bootstrap takes at least 1 trial, got 0')
    expect(() => bootstrapInterval([1], mean, { random, resamples: 0 })).toThrow('at least 1 resample, got 0')
    expect(() => bootstrapInterval([1], mean, { random, level: 1 })).toThrow('a level between 0 and 1, got 1')
    expect(() => bootstrapInterval([NaN], mean, { random, resamples: 2 })).toThrow(RangeError)
    expect(() => pairedBootstrapInterval([1, 2], [1], mean, { random })).toThrow('got 2 and 1')
  })
})

describe('probabilityOfImprovement', () => {
  it('counts the pairs won, and half of those equal', () => {
    // 3 beats 1, 2 and 2; 2 beats 1 and equals two: (3 + 1 + 2 x 0.5) / 6.
    expect(probabilityOfImprovement([3, 2], [1, 2, 2])).toBeCloseTo(5 / 6, 15)
    expect(probabilityOfImprovement([1, 2, 2], [3, 2])).toBeCloseTo(1 / 6, 15)
    expect(probabilityOfImprovement([1, 2], [1, 2])).toBe(0.5)
    expect(probabilityOfImprovement(Float64Array.of(Infinity), [Infinity, 0])).toBe(0.75)
  })

  it('refuses nothing and NaN', () => {
    expect(() => probabilityOfImprovement([], [1])).toThrow(RangeError)
    expect(() => probabilityOfImprovement([1], [NaN])).toThrow(RangeError)
  })
})

describe('epochsToReach', () => {
  it('takes the first epoch at the level or past it', () => {
    expect(epochsToReach([0.1, 0.8, 0.95, 0.9], 0.9, 'up')).toBe(2)
    expect(epochsToReach([0.1, 0.8, 0.95], 0.8, 'up')).toBe(1)
    expect(epochsToReach([2, 1, 0.5], 1, 'down')).toBe(1)
    expect(epochsToReach([2, 1, 0.5], 3, 'down')).toBe(0)
  })

  it('is null when the level is never reached, and passes over what is missing', () => {
    expect(epochsToReach([0.1, 0.2], 0.9, 'up')).toBeNull()
    expect(epochsToReach([], 0.9, 'up')).toBeNull()
    expect(epochsToReach([null, NaN, 0.1], 0.5, 'down')).toBe(2)
  })
})
