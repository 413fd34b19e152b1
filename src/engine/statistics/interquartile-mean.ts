/** The interquartile mean: the mean of the middle half, which no single trial can carry away. */
import { sortAscending } from './quantiles'

/**
 * A quarter of the values is cut from each end, exactly: a value on the boundary counts with the fraction of it that is left.
 * Sorted value i covers [i, i + 1) and weighs what of that lies in [n/4, 3n/4); the weights sum to n/2. Three values weigh 1/4, 1 and 1/4.
 * R. Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021), who cut whole values.
 * Throws a RangeError for no values or NaN.
 */
export function interquartileMean(values: ArrayLike<number>): number {
  const sorted = sortAscending(values)
  const from = sorted.length / 4
  const to = 3 * from
  let sum = 0
  for (let i = Math.floor(from); i < to; i++) sum += weightOf(i, from, to) * sorted[i]!
  return sum / (to - from)
}

function weightOf(i: number, from: number, to: number): number {
  return Math.min(i + 1, to) - Math.max(i, from)
}
