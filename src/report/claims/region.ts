/** The numbers that a claim allows, and where an interval lies towards them. */
import type { Interval } from '../../engine/statistics/bootstrap'

/** All numbers between two, which belong to it themselves where it is inclusive. */
export interface Region {
  from: number
  to: number
  inclusive: boolean
}

export const atLeast = (from: number): Region => ({ from, to: Infinity, inclusive: true })
export const above = (from: number): Region => ({ from, to: Infinity, inclusive: false })
export const atMost = (to: number): Region => ({ from: -Infinity, to, inclusive: true })
export const below = (to: number): Region => ({ from: -Infinity, to, inclusive: false })
export const fromTo = (from: number, to: number): Region => ({ from, to, inclusive: true })
export const strictlyBetween = (from: number, to: number): Region => ({ from, to, inclusive: false })

/** Wholly inside the region, wholly outside, or across a limit. */
export type Side = 'inside' | 'outside' | 'across'

export function sideOf({ low, high }: Interval, { from, to, inclusive }: Region): Side {
  if (inclusive ? low >= from && high <= to : low > from && high < to) return 'inside'
  if (inclusive ? high < from || low > to : high <= from || low >= to) return 'outside'
  return 'across'
}
