/** The scores that trials stand at, in one figure: a value, or the interquartile mean with its quartiles. */
import type { RunRow } from '../../../api/records'
import { interquartileMean } from '../../../engine/statistics/interquartile-mean'
import { quartiles } from '../../../engine/statistics/quantiles'
import type { EpochScore } from '../../../engine/training/records'

export type ScoreMeasure = 'loss' | 'accuracy'

/**
 * The value on the validation data, or on the training data where there are none.
 * @param best that of the same run: it was evaluated where any epoch was, so that a last epoch without an evaluation has no value
 */
export function headlineScore(score: EpochScore | null, measure: ScoreMeasure, best: EpochScore | null = score): number | null {
  if (score === null) return null
  const validated = best !== null && best.validation[measure] !== null
  return validated ? score.validation[measure] : score.train[measure]
}

export interface Spread {
  centre: number
  /** Null for fewer than four trials. */
  low: number | null
  high: number | null
  n: number
}

export function spreadOf(rows: readonly RunRow[], measure: ScoreMeasure): Spread | null {
  const values = rows.map((row) => headlineScore(row.last, measure, row.best)).filter((value) => value !== null)
  if (values.length === 0) return null
  const band = values.length >= 4 ? quartiles(values) : null
  return { centre: interquartileMean(values), low: band?.q1 ?? null, high: band?.q3 ?? null, n: values.length }
}
