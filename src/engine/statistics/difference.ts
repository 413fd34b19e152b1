/** How far one setting lies above another, and how sure that is. */
import { bootstrapCounts, bootstrapTwoGroups, type BootstrapOptions, type Interval } from './bootstrap'
import { QUARTILES_FROM } from './curves'
import { probabilityOfImprovement } from './improvement'
import { RankedValues } from './ranked-values'

/** The number that a trial ended with, and its seed. */
export interface SeededValue {
  seed: number
  value: number
}

/** What two groups differ by. */
export interface Difference {
  /** Interquartile mean of the first group less that of the second. */
  value: number
  /** 95 % unless another level is asked for; null for fewer than 4 trials of a group. */
  interval: Interval | null
  /** Share of pairs of trials in which the first group's is higher. */
  probability: number
  /** Trials of each group that count: where seeds are shared, the pairs. */
  n: { a: number; b: number }
  /** Whether trials of the same seed were kept together. */
  paired: boolean
}

/**
 * The difference of two groups. Where at least 4 seeds occur in both, these alone count and are resampled as pairs, so that what the
 * seed decides for both cancels out; otherwise each group is resampled by itself. Null where a group is empty.
 * Throws a RangeError for NaN.
 */
export function groupDifference(a: readonly SeededValue[], b: readonly SeededValue[], options: BootstrapOptions): Difference | null {
  if (a.length === 0 || b.length === 0) return null
  const pairs = pairBySeed(a, b)
  const paired = pairs.length >= QUARTILES_FROM
  const ofA = paired ? pairs.map((pair) => pair.a) : a.map(({ value }) => value)
  const ofB = paired ? pairs.map((pair) => pair.b) : b.map(({ value }) => value)
  const [rankedA, rankedB] = [new RankedValues(ofA), new RankedValues(ofB)]
  const difference = (countsOfA: Uint32Array, countsOfB: Uint32Array) => rankedA.interquartileMean(countsOfA) - rankedB.interquartileMean(countsOfB)
  const once = (values: readonly number[]) => new Uint32Array(values.length).fill(1)
  const n = { a: ofA.length, b: ofB.length }
  return {
    value: difference(once(ofA), once(ofB)),
    interval:
      Math.min(n.a, n.b) < QUARTILES_FROM
        ? null
        : paired
          ? bootstrapCounts(n.a, (counts) => difference(counts, counts), options)
          : bootstrapTwoGroups(n, difference, options),
    probability: probabilityOfImprovement(ofA, ofB),
    n,
    paired,
  }
}

/** The values of the seeds that occur in both, in the order of the first. */
export function pairBySeed(a: readonly SeededValue[], b: readonly SeededValue[]): { seed: number; a: number; b: number }[] {
  const second = new Map(b.map(({ seed, value }) => [seed, value]))
  return a.flatMap(({ seed, value }) => {
    const other = second.get(seed)
    return other === undefined ? [] : [{ seed, a: value, b: other }]
  })
}
