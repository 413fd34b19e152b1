/** The one measure by which a run is listed: that by which its best epoch was chosen. */
import { listedMeasures, type ListedMeasure } from '../../../api/mini-curve'
import type { RunRow } from '../../../api/records'
import type { EpochScore } from '../../../engine/training/records'

export type Headline = ListedMeasure

const trainingLoss: Headline = { part: 'train', measure: 'loss' }

/** Validation accuracy, else validation loss, else training loss: the first that every scored run has. */
export function headlineOf(rows: readonly Pick<RunRow, 'last' | 'best'>[]): Headline {
  // The last epoch may be one without an evaluation; the best never is.
  const scores = rows.flatMap((row) => row.best ?? row.last ?? [])
  return listedMeasures.find((one) => scores.length > 0 && scores.every((score) => valueOf(score, one) !== null)) ?? trainingLoss
}

export function valueOf(score: EpochScore | null, { part, measure }: Headline): number | null {
  return score?.[part][measure] ?? null
}
