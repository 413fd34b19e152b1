/** Enough seeds? How wide the intervals are, and what more trials would make of them. */
import { QUARTILES_FROM } from '../../engine/statistics/curves'
import type { GroupScore } from './scores'

export interface SeedAdvice {
  /**
   * - `few`: a group has fewer trials than an interval takes
   * - `separated`: every difference to the baseline lies on one side of zero with its whole interval
   * - `undecided`: one does not
   * - `alone`: nothing to compare with, only the width of the interval
   */
  verdict: 'few' | 'separated' | 'undecided' | 'alone'
  /** Trials of the smallest group. */
  n: number
  /** Width of the widest interval: of the differences or, without a baseline, of the interquartile means; null where none has one. */
  width: number | null
  /** Keys of the groups whose difference may be either way. */
  open: string[]
  /**
   * Seeds in all that would separate them if the differences stay as they are, from the group that needs most; null where none is open, and
   * beyond `mostAdvised`: differences so small are as good as none.
   */
  needed: number | null
}

/** More are not advised. */
export const mostAdvised = 1000

/** How wide an interval of n trials would be with m: it shrinks with the square root of their number. */
export function widthFactor(n: number, m: number): number {
  return Math.sqrt(n / m)
}

export function adviseSeeds(scores: readonly GroupScore[]): SeedAdvice {
  const counted = scores.filter(({ trials }) => trials.length > 0)
  const n = counted.reduce((least, { trials }) => Math.min(least, trials.length), Infinity)
  const compared = counted.filter(({ difference }) => difference !== null)
  const intervals = compared.length > 0 ? compared.map(({ difference }) => difference?.interval ?? null) : counted.map(({ interval }) => interval)
  const width = intervals.reduce<number | null>((most, one) => (one === null ? most : Math.max(most ?? 0, one.high - one.low)), null)
  const facts = { n: Number.isFinite(n) ? n : 0, width }
  if (facts.n < QUARTILES_FROM) return { ...facts, verdict: 'few', open: [], needed: null }
  if (compared.length === 0) return { ...facts, verdict: 'alone', open: [], needed: null }
  const open = compared.filter(({ difference }) => !isSeparated(difference?.interval ?? null))
  const needs = open.map(({ difference, trials }) => neededFor(difference?.value ?? 0, difference?.interval ?? null, Math.min(trials.length, facts.n)))
  const needed = needs.includes(null) || needs.length === 0 ? null : Math.max(...needs.map(Number))
  return { ...facts, verdict: open.length === 0 ? 'separated' : 'undecided', open: open.map(({ group }) => group.key), needed }
}

function isSeparated(interval: { low: number; high: number } | null): boolean {
  return interval !== null && (interval.low > 0 || interval.high < 0)
}

/** The half width w of n trials becomes w sqrt(n / m) with m: below the difference d from m = n (w / d)^2 on. */
function neededFor(difference: number, interval: { low: number; high: number } | null, n: number): number | null {
  if (interval === null || difference === 0) return null
  const half = (interval.high - interval.low) / 2
  const needed = Math.max(n + 1, Math.ceil(n * (half / difference) ** 2))
  return needed > mostAdvised ? null : needed
}
