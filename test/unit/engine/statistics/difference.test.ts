import { describe, expect, it } from 'vitest'
import { createStream } from '../../../../src/engine/random/stream'
import { summariseBands, type Centre, type Span } from '../../../../src/engine/statistics/bands'
import { summariseCurves } from '../../../../src/engine/statistics/curves'
import { groupDifference, pairBySeed } from '../../../../src/engine/statistics/difference'

const seeded = () => {
  const stream = createStream(1, 'bootstrap')
  return { random: () => stream.uniform(), resamples: 500 }
}
const trials = (values: readonly number[], firstSeed = 1) => values.map((value, i) => ({ seed: firstSeed + i, value }))

describe('the difference of two groups', () => {
  it('keeps trials of one seed together', () => {
    // Seeds 2 to 5 occur in both, each pair 0.5 apart: every resample of the pairs differs by 0.5, whatever the spread.
    const difference = groupDifference(trials([100, 1.5, 2.5, 4.5, 8.5]), trials([1, 2, 4, 8, -7], 2), seeded())
    expect(difference).toMatchObject({ value: 0.5, n: { a: 4, b: 4 }, paired: true })
    expect(difference?.interval?.low).toBeCloseTo(0.5, 12)
    expect(difference?.interval?.high).toBeCloseTo(0.5, 12)
    // Of 16 pairs of 1.5 2.5 4.5 8.5 with 1 2 4 8: 1 + 2 + 3 + 4 are won.
    expect(difference?.probability).toBe(10 / 16)
  })

  it('resamples apart what shares no seeds', () => {
    const difference = groupDifference(trials([1, 2, 4, 8]), trials([1, 2, 4, 8], 10), seeded())
    expect(difference).toMatchObject({ value: 0, n: { a: 4, b: 4 }, paired: false, probability: 0.5 })
    expect(difference?.interval?.low).toBeLessThan(-1)
    expect(difference?.interval?.high).toBeGreaterThan(1)
  })

  it('gives no interval of three trials, and nothing of none', () => {
    expect(groupDifference(trials([3, 4, 5]), trials([1, 2, 3]), seeded())).toMatchObject({ value: 2, interval: null, n: { a: 3, b: 3 } })
    expect(groupDifference([], trials([1]), seeded())).toBeNull()
  })

  it('repeats under the same source', () => {
    const once = () => groupDifference(trials([1, 2, 4, 9]), trials([0, 3, 1, 2]), seeded())
    expect(once()).toEqual(once())
  })

  it('pairs by seed, in the order of the first', () => {
    expect(pairBySeed(trials([10, 20, 30]), trials([3, 4], 2).toReversed())).toEqual([
      { seed: 2, a: 20, b: 3 },
      { seed: 3, a: 30, b: 4 },
    ])
  })
})

describe('bands', () => {
  const series = [[1, 10], [2, 20], [3, 60], [10, null]] // prettier-ignore
  const summary = (centre: Centre, span: Span) => summariseBands(series, { centre, span, bootstrap: seeded })

  it('are the usual ones unless another is asked for', () => {
    const { iqm, q1, q3, n } = summariseCurves(series)
    expect(summary('iqm', 'quartiles')).toEqual({ centre: iqm, low: q1, high: q3, n })
  })

  it('go round median and mean', () => {
    expect(summary('median', 'range')).toEqual({ centre: [2.5, 20], low: [1, 10], high: [10, 60], n: [4, 3] })
    // Mean 4, deviations -3 -2 -1 6, squares 50, over 3. Mean 30, deviations -20 -10 30, squares 1400, over 2.
    const { centre, low, high } = summary('mean', 'deviation')
    expect(centre).toEqual([4, 30])
    expect(low[0]).toBeCloseTo(4 - Math.sqrt(50 / 3), 12)
    expect(high[1]).toBeCloseTo(30 + Math.sqrt(700), 12)
  })

  it.each(['iqm', 'median', 'mean'] as const)('may be the interval of the %s, which takes four trials', (centre) => {
    const band = summary(centre, 'interval')
    expect(band.low[0]).toBeGreaterThanOrEqual(1)
    expect(band.low[0]).toBeLessThan(band.centre[0] ?? NaN)
    expect(band.high[0]).toBeGreaterThan(band.centre[0] ?? NaN)
    expect(band.high[0]).toBeLessThanOrEqual(10)
    expect([band.low[1], band.high[1]]).toEqual([null, null])
  })

  it('are null where too few trials are', () => {
    const one = summariseBands([[5, null]], { centre: 'mean', span: 'deviation', bootstrap: seeded })
    expect(one).toEqual({ centre: [5, null], low: [null, null], high: [null, null], n: [1, 0] })
  })
})
