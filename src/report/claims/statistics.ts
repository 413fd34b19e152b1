/** What claims measure on columns of numbers: interquartile means, spreads, and how a curve of interquartile means runs. */
import type { Counts, RankedValues } from '../../engine/statistics/ranked-values'
import { fewestTrials } from '../claims'
import type { Rows, Statistic } from './measurer'

/** Interquartile mean of the only column. */
export const iqm: Statistic =
  ([column]) =>
  (counts) =>
    column!.interquartileMean(counts)

/** Interquartile mean of the first column less that of the second. */
export const iqmDifference: Statistic =
  ([a, b]) =>
  (counts) =>
    a!.interquartileMean(counts) - b!.interquartileMean(counts)

/** Width of the middle half (Q3 - Q1) of the first column less that of the second. */
export const spreadDifference: Statistic =
  ([a, b]) =>
  (counts) =>
    spread(a!, counts) - spread(b!, counts)

/** Highest interquartile mean of all columns less that of the first. */
export const iqmToBest: Statistic = (columns) => (counts) => {
  const means = columns.map((column) => column.interquartileMean(counts))
  return Math.max(...means) - means[0]!
}

/** Q3 - Q1 of the second column as a ratio to the interquartile mean of the first. */
export const spreadToFirst: Statistic =
  ([first, last]) =>
  (counts) =>
    ratio(spread(last!, counts), first!.interquartileMean(counts))

/** Share of the trials whose only number lies below the limit. */
export const shareBelow =
  (limit: number): Statistic =>
  (_columns, rows) =>
  (counts) =>
    rows.reduce((sum, [value], i) => sum + (value! < limit ? counts[i]! : 0), 0) / rows.length

/**
 * The columns are a loss first, on the way and at the end: the share of the fall of its interquartile mean that is made on the way.
 * Where nothing falls, no share of it is made: 0.
 */
export const shareOfFall: Statistic =
  ([first, onTheWay, last]) =>
  (counts) => {
    const start = first!.interquartileMean(counts)
    const fall = start - last!.interquartileMean(counts)
    return fall > 0 ? (start - onTheWay!.interquartileMean(counts)) / fall : 0
  }

/** One column an epoch: how far the curve of interquartile means ends above its lowest point, relative to that. */
export const riseFromMinimum: Statistic = (columns) => (counts) => {
  let lowest = Infinity
  let last = NaN
  for (const column of columns) {
    last = column.interquartileMean(counts)
    lowest = Math.min(lowest, last)
  }
  return ratio(last - lowest, lowest)
}

/**
 * One column an epoch: the largest relative rise of the curve of interquartile means from one epoch to the next; 0 where it never rises.
 *
 * From one epoch to the next the interquartile mean rises by no more than the trial that rises most, since it grows with each value and
 * moves along when all are shifted; and it is never below the lowest trial. Epochs are looked at from the largest such bound down, until
 * a bound is not above what was found: where no trial rises there is nothing to look at, in any resample.
 */
export const largestRise: Statistic = (columns, rows) => {
  const steps = columns
    .slice(1)
    .map((_, i) => ({ from: i, bound: boundOfRise(rows, i) }))
    .filter(({ bound }) => bound > 0)
    .sort((a, b) => b.bound - a.bound)
  // Of the present resample, NaN where it is not computed yet: most are the end of one step and the start of another.
  const means = new Float64Array(columns.length)
  const meanAt = (epoch: number, counts: Counts) => {
    if (Number.isNaN(means[epoch])) means[epoch] = columns[epoch]!.interquartileMean(counts)
    return means[epoch]!
  }
  return (counts) => {
    means.fill(NaN)
    let largest = 0
    for (const { from, bound } of steps) {
      if (bound <= largest) break
      const start = meanAt(from, counts)
      largest = Math.max(largest, ratio(meanAt(from + 1, counts) - start, start))
    }
    return largest
  }
}

function boundOfRise(rows: Rows, column: number): number {
  let rise = -Infinity
  let lowest = Infinity
  for (const row of rows) {
    rise = Math.max(rise, row[column + 1]! - row[column]!)
    lowest = Math.min(lowest, row[column]!)
  }
  return rise > 0 ? ratio(rise, Math.max(0, lowest)) : 0
}

/** Q3 - Q1; no number for trials too few to have quartiles. */
function spread(column: RankedValues, counts: Counts): number {
  return counts.length < fewestTrials ? NaN : column.interquartileRange(counts)
}

/** a / b for b of 0 or more; 0 / 0 is no change at all. */
export function ratio(a: number, b: number): number {
  return a === 0 ? 0 : a / b
}
