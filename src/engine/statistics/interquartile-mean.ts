/** The interquartile mean: the mean of the middle half, which no single trial can carry away. */
import { mean } from './moments'
import { sortAscending } from './quantiles'

/**
 * A quarter of the values is cut from each end, exactly: a value on the boundary counts with the fraction of it that is left.
 * Three values weigh 1/4, 1 and 1/4.
 * R. Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021), who cut whole values.
 * Throws a RangeError for no values or NaN.
 */
export function interquartileMean(values: ArrayLike<number>): number {
  const sorted = sortAscending(values)
  const { from, to } = middleHalf(sorted.length)
  let sum = 0
  for (let i = Math.floor(from); i < to; i++) sum += weightOf(i, from, to) * sorted[i]!
  return sum / (to - from)
}

/** What each of n values counts in the interquartile mean, smallest first; the weights sum to n/2. */
export function interquartileWeights(n: number): Float64Array {
  const { from, to } = middleHalf(n)
  return Float64Array.from({ length: n }, (_, i) => Math.max(0, weightOf(i, from, to)))
}

/** Sorted value i covers [i, i + 1) and weighs what of that lies in [n/4, 3n/4). */
function middleHalf(n: number): { from: number; to: number } {
  return { from: n / 4, to: (3 * n) / 4 }
}

function weightOf(i: number, from: number, to: number): number {
  return Math.min(i + 1, to) - Math.max(i, from)
}

/**
 * The interquartile mean that cuts whole values, `trimmedFromEachEnd(n)` from each end, as the paper and scipy.stats.trim_mean do.
 * It jumps where a trial more makes n divisible by 4; of fewer than four values it is the plain mean.
 * Throws a RangeError for no values or NaN.
 */
export function trimmedInterquartileMean(values: ArrayLike<number>): number {
  const sorted = sortAscending(values)
  const cut = trimmedFromEachEnd(sorted.length)
  return mean(sorted.subarray(cut, sorted.length - cut))
}

/** Whole values in a quarter of n. */
export function trimmedFromEachEnd(n: number): number {
  return Math.floor(n / 4)
}
