/** The one measure by which a run is listed: that by which its best epoch was chosen. */
import type { RunRow } from '../../../api/records'
import type { EpochScore } from '../../../engine/training/records'

export interface Headline {
  part: 'train' | 'validation'
  measure: 'loss' | 'accuracy'
}

/** Validation accuracy, else validation loss, else training loss: the first that every scored run has. */
export function headlineOf(rows: readonly Pick<RunRow, 'last' | 'best'>[]): Headline {
  // The last epoch may be one without an evaluation; the best never is.
  const scores = rows.flatMap((row) => row.best ?? row.last ?? [])
  const order: Headline[] = [
    { part: 'validation', measure: 'accuracy' },
    { part: 'validation', measure: 'loss' },
  ]
  const found = order.find((headline) => scores.length > 0 && scores.every((score) => valueOf(score, headline) !== null))
  return found ?? { part: 'train', measure: 'loss' }
}

export function valueOf(score: EpochScore | null, { part, measure }: Headline): number | null {
  return score?.[part][measure] ?? null
}
