import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createStream } from '../../../../src/engine/random/stream'
import { bootstrapCounts, bootstrapPlaces, bootstrapTwoGroups } from '../../../../src/engine/statistics/bootstrap'
import { interquartileMean } from '../../../../src/engine/statistics/interquartile-mean'
import { interquartileRange, quantile } from '../../../../src/engine/statistics/quantiles'
import { RankedValues } from '../../../../src/engine/statistics/ranked-values'

const golden = z
  .object({
    cases: z.array(
      z.looseObject({
        id: z.string(),
        kind: z.string(),
        inputs: z.looseObject({ values: z.array(z.number()).optional() }),
        expected: z.looseObject({ iqm_weighted: z.number().optional(), iqr: z.number().optional(), median: z.number().optional() }),
      }),
    ),
    tol: z.object({ abs: z.number(), rel: z.number() }),
  })
  .parse(JSON.parse(readFileSync('test/golden/vectors/statistics.json', 'utf8')))
const robust = golden.cases.filter(({ kind }) => kind === 'robust_statistics')
const ones = (n: number) => new Uint32Array(n).fill(1)
const seeded = (seed: number) => {
  const stream = createStream(seed, 'bootstrap')
  return { random: () => stream.uniform(), resamples: 300 }
}

describe('values that are ranked once', () => {
  it.each(robust)('give the golden statistics: $id', ({ inputs, expected }) => {
    const values = inputs.values ?? []
    const ranked = new RankedValues(values)
    const close = (got: number, want = NaN) => expect(Math.abs(got - want)).toBeLessThanOrEqual(golden.tol.abs + golden.tol.rel * Math.abs(want))
    close(ranked.interquartileMean(ones(values.length)), expected.iqm_weighted)
    close(ranked.interquartileRange(ones(values.length)), expected.iqr)
    close(ranked.quantile(0.5, ones(values.length)), expected.median)
  })

  it('count a value as often as it was drawn', () => {
    // Drawn: 10 twice, 2 not at all, 4 twice. Sorted 4 4 10 10: middle half 4 and 10, quartiles 4 and 10.
    const ranked = new RankedValues([10, 2, 4, 3])
    const counts = Uint32Array.of(2, 0, 2, 0)
    expect(ranked.interquartileMean(counts)).toBe(7)
    expect(ranked.interquartileRange(counts)).toBe(6)
    expect(ranked.quantile(0.5, counts)).toBe(7)
  })

  it('agree with sorting each resample', () => {
    const stream = createStream(3, 'data')
    for (const n of [1, 2, 3, 5, 15, 100]) {
      // Rounded, so that some are equal.
      const values = Array.from({ length: n }, () => Math.round(stream.gaussian() * 10) / 10)
      const ranked = new RankedValues(values)
      for (let repeat = 0; repeat < 50; repeat++) {
        const counts = new Uint32Array(n)
        const drawn = Array.from({ length: n }, () => {
          const place = stream.integerBelow(n)
          counts[place]!++
          return values[place]!
        })
        expect(ranked.interquartileMean(counts)).toBeCloseTo(interquartileMean(drawn), 12)
        expect(ranked.interquartileRange(counts)).toBeCloseTo(interquartileRange(drawn), 12)
        expect(ranked.quantile(0.9, counts)).toBe(quantile(drawn, 0.9))
      }
    }
  })

  it('take infinite values and refuse what has no order', () => {
    expect(new RankedValues([1, Infinity, Infinity]).quantile(0.9, ones(3))).toBe(Infinity)
    expect(() => new RankedValues([1, NaN])).toThrow(RangeError)
    expect(() => new RankedValues([])).toThrow(RangeError)
  })
})

describe('bootstrap by counts', () => {
  it('draws the resamples of bootstrapPlaces', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6]
    const ranked = new RankedValues(values)
    const byPlaces = bootstrapPlaces(8, (places) => interquartileMean(Array.from(places, (place) => values[place]!)), seeded(1))
    const byCounts = bootstrapCounts(8, (counts) => ranked.interquartileMean(counts), seeded(1))
    expect(byCounts.low).toBeCloseTo(byPlaces.low, 12)
    expect(byCounts.high).toBeCloseTo(byPlaces.high, 12)
  })

  it('resamples two groups each by itself', () => {
    // One trial each: every resample is that trial. Of two trials 0 and 1 less the same two, drawn apart: -1, 0 and 1 all occur.
    expect(bootstrapTwoGroups({ a: 1, b: 2 }, (a, b) => a[0]! + b[0]! + b[1]!, seeded(1))).toEqual({ low: 3, high: 3 })
    expect(bootstrapTwoGroups({ a: 2, b: 2 }, (a, b) => (a[1]! - b[1]!) / 2, seeded(1))).toEqual({ low: -1, high: 1 })
    expect(bootstrapCounts(2, (counts) => (counts[1]! - counts[1]!) / 2, seeded(1))).toEqual({ low: 0, high: 0 })
    expect(() => bootstrapTwoGroups({ a: 1, b: 0 }, () => 0, seeded(1))).toThrow('a bootstrap takes at least 1 trial, got 0')
  })
})
