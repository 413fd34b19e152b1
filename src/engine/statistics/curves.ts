/** Many trials as one curve with a band. */
import { interquartileMean } from './interquartile-mean'
import { quantileOfSorted, sortAscending } from './quantiles'

/** One entry an epoch; null where there is nothing to say. */
export interface CurveSummary {
  /** Interquartile mean over the trials that have a value. */
  iqm: (number | null)[]
  /** First and third quartile, type 7; null for fewer than 4 trials, whose quartiles would be made up between them. */
  q1: (number | null)[]
  q3: (number | null)[]
  /** How many trials have a value. */
  n: number[]
}

/** Trials from which quartiles mean something. */
export const QUARTILES_FROM = 4

/**
 * Summarises trials epoch by epoch. A trial may be shorter than others, and a missing value is null or not finite, as a diverged trial
 * leaves it: the epoch is then summarised over the rest, and `n` says over how many.
 * @param series one a trial, indexed by epoch
 */
export function summariseCurves(series: readonly (readonly (number | null)[])[]): CurveSummary {
  const epochs = series.reduce((longest, values) => Math.max(longest, values.length), 0)
  const summary: CurveSummary = { iqm: [], q1: [], q3: [], n: [] }
  for (let epoch = 0; epoch < epochs; epoch++) {
    const values = series.flatMap((trial) => {
      const value = trial[epoch]
      return typeof value === 'number' && Number.isFinite(value) ? [value] : []
    })
    const sorted = values.length === 0 ? null : sortAscending(values)
    const band = values.length >= QUARTILES_FROM ? sorted : null
    summary.iqm.push(sorted && interquartileMean(sorted))
    summary.q1.push(band && quantileOfSorted(band, 0.25))
    summary.q3.push(band && quantileOfSorted(band, 0.75))
    summary.n.push(values.length)
  }
  return summary
}
