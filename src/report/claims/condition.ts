/** One condition of a claim: a measured number, and what it must be. */
import type { Measurement, Verdict } from '../claims'
import { sideOf, type Region } from './region'

/**
 * How the number is held against the region: by its whole interval; as a rank among settings, which the values decide unless the interval
 * says the opposite; or as it is, for one trial.
 */
export type By = 'interval' | 'rank' | 'one trial'

/** A condition. */
export interface Condition {
  measurement: Measurement
  region: Region
  by: By
}

/** Where a condition stands: open where the interval covers a limit, or where there is no interval. */
export type Standing = 'holds' | 'fails' | 'open'

export function standingOf({ measurement: { value, interval }, region, by }: Condition): Standing {
  const range = by === 'one trial' && value !== null ? { low: value, high: value } : interval
  if (range === null || value === null) return 'open'
  const side = sideOf(range, region)
  if (side === 'outside') return 'fails'
  if (side === 'inside') return 'holds'
  return by === 'rank' && sideOf({ low: value, high: value }, region) === 'inside' ? 'holds' : 'open'
}

/** All conditions hold: reproduced; one clearly fails: not reproduced; else undecided. */
export function combine(conditions: readonly Condition[]): Verdict {
  const standings = conditions.map(standingOf)
  if (standings.includes('fails')) return 'not reproduced'
  return standings.every((standing) => standing === 'holds') ? 'reproduced' : 'undecided'
}
