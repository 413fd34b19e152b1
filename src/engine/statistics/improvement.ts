/** How often one setting beats another. */

/**
 * P(A > B): the share of pairs of a trial of A and a trial of B in which A's value is higher; equal values count one half. 1/2 means that
 * neither is better. It is the Mann-Whitney statistic U / (n m).
 * R. Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021).
 * Where lower is better, swap the arguments. Throws a RangeError for no values or NaN.
 */
export function probabilityOfImprovement(a: readonly number[] | Float64Array, b: readonly number[] | Float64Array): number {
  if (a.length === 0 || b.length === 0) throw new RangeError('a comparison takes at least 1 value of each')
  let wins = 0
  for (const ours of a) {
    for (const theirs of b) {
      if (Number.isNaN(ours) || Number.isNaN(theirs)) throw new RangeError('a comparison takes numbers, got NaN')
      wins += ours > theirs ? 1 : ours === theirs ? 0.5 : 0
    }
  }
  return wins / (a.length * b.length)
}
