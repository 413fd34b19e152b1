/** What a run's row repeats of its epochs, so that lists need not search them: computed, and compared. */
import { isBetter, type EpochScore } from '../src/engine/training/records'
import type { Connection } from './driver'
import { fromScore, toEpoch, type EpochColumns, type RunColumns } from './rows'

export interface Summary {
  last: EpochScore | null
  best: EpochScore | null
  /** Of training. */
  seconds: number
}

/** The summary of the recorded epochs of a run. */
export function summarise(db: Connection, run: number): Summary {
  const records = db.prepare<[number], EpochColumns>('SELECT * FROM epochs WHERE run = ? ORDER BY epoch').all(run).map(toEpoch)
  const best = records.reduce<EpochScore | null>((best, record) => (isBetter(record, best) ? record : best), null)
  const seconds = records.reduce((sum, record) => sum + record.seconds, 0)
  return { last: records.at(-1) ?? null, best, seconds }
}

/** What is wrong with the epochs of a run that has no seal yet: a gap, or a summary that is not theirs. Null where they fit. */
export function summaryProblem(db: Connection, row: RunColumns): string | null {
  const { count, first, newest } = db
    .prepare<[number], { count: number; first: number | null; newest: number | null }>(
      'SELECT count(*) AS count, min(epoch) AS first, max(epoch) AS newest FROM epochs WHERE run = ?',
    )
    .get(row.id) ?? { count: 0, first: null, newest: null }
  if (count > 0 && (first !== 0 || newest !== count - 1)) return `Epochs of run ${row.id} are missing`
  const { last, best } = summarise(db, row.id)
  const fits = JSON.stringify([fromScore(last), fromScore(best)]) === JSON.stringify([storedScore(row, 'last'), storedScore(row, 'best')])
  return fits ? null : `The scores in the row of run ${row.id} are not those of its epochs`
}

function storedScore(row: RunColumns, which: 'last' | 'best'): (number | null)[] {
  return [
    row[`${which}_epoch`],
    row[`${which}_train_loss`],
    row[`${which}_train_accuracy`],
    row[`${which}_validation_loss`],
    row[`${which}_validation_accuracy`],
  ]
}
