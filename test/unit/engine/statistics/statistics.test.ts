import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { summariseCurves } from '../../../../src/engine/statistics/curves'
import { interquartileMean, interquartileWeights, trimmedFromEachEnd, trimmedInterquartileMean } from '../../../../src/engine/statistics/interquartile-mean'
import { mean, populationDeviation, sampleDeviation } from '../../../../src/engine/statistics/moments'
import { interquartileRange, median, quantile, quartiles } from '../../../../src/engine/statistics/quantiles'
import { lowerMedianIndex } from '../../../../src/engine/statistics/representatives'

const goldenCase = z.object({
  id: z.string(),
  inputs: z.object({ values: z.array(z.number()) }),
  expected: z.object({
    mean: z.number(),
    median: z.number(),
    q1: z.number(),
    q3: z.number(),
    iqm_weighted: z.number(),
    median_index_lower: z.number(),
    std_population: z.number(),
    std_sample: z.number().nullable(),
  }),
})
const golden = z
  .object({ tol: z.object({ abs: z.number(), rel: z.number() }), cases: z.array(z.object({ kind: z.string() }).loose()) })
  .parse(JSON.parse(readFileSync('test/golden/vectors/statistics.json', 'utf8')))
const cases = golden.cases.filter(({ kind }) => kind === 'robust_statistics').map((entry) => goldenCase.parse(entry))

describe('golden statistics', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(15)
  })

  it.each(cases)('$id', ({ inputs: { values }, expected }) => {
    const close = (got: number | null, want: number) => {
      expect(got).not.toBeNull()
      expect(Math.abs((got ?? NaN) - want)).toBeLessThanOrEqual(golden.tol.abs + golden.tol.rel * Math.abs(want))
    }
    close(mean(values), expected.mean)
    close(median(values), expected.median)
    close(quartiles(values).q1, expected.q1)
    close(quartiles(values).median, expected.median)
    close(quartiles(values).q3, expected.q3)
    close(interquartileMean(values), expected.iqm_weighted)
    close(populationDeviation(values), expected.std_population)
    if (expected.std_sample === null) expect(sampleDeviation(values)).toBeNull()
    else close(sampleDeviation(values), expected.std_sample)
    expect(lowerMedianIndex(values)).toBe(expected.median_index_lower)
  })
})

describe('moments', () => {
  it('keep their digits far from zero', () => {
    // 1e9 + {4, 7, 13, 16}: mean 10, deviations -6, -3, 3, 6, squares sum to 90.
    const values = [4, 7, 13, 16].map((x) => x + 1e9)
    expect(mean(values)).toBe(1e9 + 10)
    expect(sampleDeviation(values)).toBeCloseTo(Math.sqrt(30), 12)
    expect(populationDeviation(values)).toBeCloseTo(Math.sqrt(22.5), 12)
  })

  it('of nothing are refused', () => {
    expect(() => mean([])).toThrow(RangeError)
    expect(() => populationDeviation([])).toThrow(RangeError)
    expect(sampleDeviation([1])).toBeNull()
  })
})

describe('quantile', () => {
  it('goes linearly between neighbours', () => {
    // Sorted 1 2 4 8; p = 0.25 is position 0.75: 1 + 0.75 (2 - 1).
    expect(quantile([8, 1, 4, 2], 0.25)).toBe(1.75)
    expect(quantile([8, 1, 4, 2], 0)).toBe(1)
    expect(quantile([8, 1, 4, 2], 1)).toBe(8)
  })

  it('sorts by size, not by text, and leaves its input alone', () => {
    const values = [10, 9, 100]
    expect(median(values)).toBe(10)
    expect(values).toEqual([10, 9, 100])
  })

  it('takes infinite values and refuses what has no order', () => {
    expect(quartiles([1, 2, 3, Infinity, Infinity]).q3).toBe(Infinity)
    expect(lowerMedianIndex([Infinity, 1, Infinity])).toBe(0)
    expect(() => quantile([1, NaN], 0.5)).toThrow(RangeError)
    expect(() => quantile([], 0.5)).toThrow(RangeError)
    expect(() => quantile([1], 1.1)).toThrow('a quantile takes p from 0 to 1, got 1.1')
    expect(() => quantile([1], NaN)).toThrow(RangeError)
    expect(() => lowerMedianIndex([NaN])).toThrow(RangeError)
  })
})

describe('interquartileMean', () => {
  it('gives the values on the boundary the fraction that is left of them', () => {
    // n = 5: from 1.25 to 3.75, weights 0.75, 1, 0.75 of 2, 3 and 10: (1.5 + 3 + 7.5) / 2.5.
    expect(interquartileMean([10, 1000, 2, 3, -50])).toBeCloseTo(4.8, 14)
  })

  it('is not moved by the outer quarters, even when they are infinite', () => {
    expect(interquartileMean([-Infinity, 2, 4, Infinity])).toBe(3)
  })
})

describe('interquartileWeights', () => {
  it('are what is left of each value between the quarters', () => {
    expect([...interquartileWeights(5)]).toEqual([0, 0.75, 1, 0.75, 0])
    expect([...interquartileWeights(3)]).toEqual([0.25, 1, 0.25])
    expect([...interquartileWeights(1)]).toEqual([0.5])
  })

  it('sum to half the number of values', () => {
    for (const n of [1, 2, 3, 4, 7, 15, 100]) expect(interquartileWeights(n).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(n / 2, 12)
  })
})

describe('trimmedInterquartileMean', () => {
  it('cuts whole values', () => {
    // n = 5 cuts floor(5/4) = 1 from each end and leaves 2, 3 and 10.
    expect(trimmedInterquartileMean([10, 1000, 2, 3, -50])).toBe(5)
    expect(trimmedInterquartileMean([-Infinity, 2, 4, Infinity])).toBe(3)
    expect([1, 3, 4, 7, 8].map(trimmedFromEachEnd)).toEqual([0, 0, 1, 1, 2])
  })

  it('is the plain mean of fewer than four', () => {
    expect(trimmedInterquartileMean([1, 2, 9])).toBe(4)
  })
})

describe('interquartileRange', () => {
  it('is the third quartile less the first', () => {
    // Sorted 1 2 4 8: positions 0.75 and 2.25, 1.75 and 4 + 0.25 x 4.
    expect(interquartileRange([8, 1, 4, 2])).toBe(5 - 1.75)
  })
})

describe('summariseCurves', () => {
  it('summarises each epoch over the trials that have it', () => {
    const summary = summariseCurves([
      [1, 10, 5],
      [2, 20, NaN],
      [3, 30],
      [4, null, Infinity],
    ])
    // Epoch 0: 1 2 3 4, middle half 2 3; type 7 quartiles at positions 0.75 and 2.25. Epoch 1: weights 1/4, 1, 1/4 of 10 20 30.
    expect(summary).toEqual({ iqm: [2.5, 20, 5], q1: [1.75, null, null], q3: [3.25, null, null], n: [4, 3, 1] })
  })

  it('says null where no trial has a value', () => {
    expect(summariseCurves([[null, 1], []])).toEqual({ iqm: [null, 1], q1: [null, null], q3: [null, null], n: [0, 1] })
    expect(summariseCurves([])).toEqual({ iqm: [], q1: [], q3: [], n: [] })
  })
})
