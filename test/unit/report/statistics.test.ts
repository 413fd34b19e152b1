import { describe, expect, it } from 'vitest'
import { createStream } from '../../../src/engine/index'
import { interquartileMean } from '../../../src/engine/statistics/interquartile-mean'
import { RankedValues } from '../../../src/engine/statistics/ranked-values'
import { iqmToBest, largestRise, ratio, riseFromMinimum, shareBelow, shareOfFall, spreadDifference, spreadToFirst } from '../../../src/report/claims/statistics'
import type { Rows, Statistic } from '../../../src/report/claims/measurer'

/** The statistic of the rows, each drawn as often as `counts` says; once where it is left out. */
function ask(statistic: Statistic, rows: Rows, counts = rows.map(() => 1)): number {
  const columns = (rows[0] ?? []).map((_, column) => new RankedValues(rows.map((row) => row[column] ?? NaN)))
  return statistic(columns, rows)(Uint32Array.from(counts))
}

describe('the share of a fall', () => {
  it('is what is made on the way', () => {
    // The interquartile mean falls from 2 over 0.5 to 0.
    expect(ask(shareOfFall, [[1, 0.5, 0], [3, 0.5, 0]])).toBe(0.75) // prettier-ignore
  })

  it('is none where nothing falls', () => {
    expect(ask(shareOfFall, [[1, 0.5, 1]])).toBe(0)
    expect(ask(shareOfFall, [[1, 0.5, 2]])).toBe(0)
  })
})

describe('the largest rise', () => {
  it('is relative to the epoch before, and 0 for a curve that falls', () => {
    expect(ask(largestRise, [[4, 2, 3, 1, 1.2]])).toBe(0.5)
    expect(ask(largestRise, [[4, 2, 2, 1]])).toBe(0)
    // Only one trial rises, and the mean of both does not.
    expect(ask(largestRise, [[4, 5], [4, 2]])).toBe(0) // prettier-ignore
    expect(ask(largestRise, [[0, 1]])).toBe(Infinity)
  })

  it('leaves out only what cannot be the largest', () => {
    const stream = createStream(1, 'data')
    const rows = Array.from({ length: 9 }, () => Array.from({ length: 40 }, (_, epoch) => Math.exp(-epoch / 10) + 0.2 * stream.uniform()))
    for (let repeat = 0; repeat < 50; repeat++) {
      const drawn = rows.map(() => stream.integerBelow(rows.length))
      const counts = rows.map((_, i) => drawn.filter((place) => place === i).length)
      const curve = Array.from({ length: 40 }, (_, epoch) => interquartileMean(drawn.map((place) => rows[place]?.[epoch] ?? NaN)))
      const rises = curve.slice(1).map((after, i) => after / (curve[i] ?? NaN) - 1)
      expect(ask(largestRise, rows, counts)).toBeCloseTo(Math.max(0, ...rises), 10)
    }
  })
})

it('the rise from the minimum is that of the curve of means', () => {
  expect(ask(riseFromMinimum, [[3, 1, 2], [3, 3, 4]])).toBe(0.5) // prettier-ignore
  expect(ask(riseFromMinimum, [[3, 2, 1]])).toBe(0)
  expect(ratio(0, 0)).toBe(0)
})

describe('spreads', () => {
  // Quartiles of 1 2 4 8: 1.75 and 5; of four equal values no spread.
  const rows = [[1, 3], [2, 3], [4, 3], [8, 3]] // prettier-ignore

  it('are the width of the middle half', () => {
    expect(ask(spreadDifference, rows)).toBe(3.25)
    // Second column 1 2 4 8, first with the mean 3.
    expect(
      ask(
        spreadToFirst,
        rows.map((row) => row.toReversed()),
      ),
    ).toBe(3.25 / 3)
  })

  it('are no numbers for three trials', () => {
    expect(ask(spreadDifference, rows.slice(1))).toBeNaN()
    expect(ask(spreadToFirst, rows.slice(1))).toBeNaN()
  })
})

it('the best of several settings is compared with the first', () => {
  expect(ask(iqmToBest, [[1, 3, 2]])).toBe(2)
  expect(ask(iqmToBest, [[4, 3, 2]])).toBe(0)
})

it('the share below a limit counts trials as often as they are drawn', () => {
  expect(ask(shareBelow(0.98), [[0.97], [0.98], [0.99], [1]])).toBe(0.25)
  expect(ask(shareBelow(0.98), [[0.97], [0.98], [0.99], [1]], [3, 1, 0, 0])).toBe(0.75)
})
