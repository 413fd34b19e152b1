/** Recorded epochs of a run -> at most `miniPoints` points, found within the database: nothing else of the run is read. */
import { listedMeasures, miniPoints, type ListedMeasure, type MiniCurve } from '../src/api/mini-curve'
import type { Connection } from './driver'
import type { RunColumns } from './rows'

type Column = 'validation_accuracy' | 'validation_loss' | 'train_loss'
type Summary = Pick<RunColumns, 'id' | 'epochs_done' | `best_${Column}`>
type Stretch = [stretch: number, low: number, high: number]

/** With the part of the names of their columns. */
const measures = listedMeasures.map((shows): { shows: ListedMeasure; column: Column } => {
  switch (shows.part) {
    case 'validation':
      return { shows, column: `validation_${shows.measure}` }
    case 'train':
      return { shows, column: `train_${shows.measure}` }
  }
})

export class MiniCurves {
  constructor(private readonly db: Connection) {}

  /** Of the runs that have one, in the order asked for; a run that is not there, or has no score, has none. */
  of(runs: readonly number[]): MiniCurve[] {
    const summaries = this.db.prepare<[number], Summary>(
      'SELECT id, epochs_done, best_validation_accuracy, best_validation_loss, best_train_loss FROM runs WHERE id = ?',
    )
    return runs.flatMap((run) => {
      const summary = summaries.get(run)
      const found = summary && measures.find(({ column }) => summary[`best_${column}`] !== null)
      return found ? [{ run, shows: found.shows, epochsDone: summary.epochs_done, points: this.points(run, found.column, summary.epochs_done) }] : []
    })
  }

  private points(run: number, column: Column, epochsDone: number): MiniCurve['points'] {
    if (epochsDone < miniPoints) {
      const all = this.db.prepare<[number], MiniCurve['points'][number]>(
        `SELECT epoch, ${column} FROM epochs WHERE run = ? AND ${column} IS NOT NULL ORDER BY epoch`,
      )
      return all.raw().all(run)
    }
    const stretches = miniPoints / 2
    const extremes = this.db.prepare<[number, number, number], Stretch>(
      `SELECT CAST(epoch * ? / (? + 1) AS INTEGER) AS stretch, min(${column}), max(${column}) FROM epochs
       WHERE run = ? AND ${column} IS NOT NULL GROUP BY stretch ORDER BY stretch`,
    )
    const epochOf = (stretch: number) => Math.min(epochsDone, Math.round(((stretch + 0.5) * (epochsDone + 1)) / stretches))
    return alongCurve(extremes.raw().all(stretches, epochsDone, run), epochOf)
  }
}

/** Of each stretch first the value that the curve comes to first, as far as can be told: the one nearer to where it was. */
function alongCurve(stretches: readonly Stretch[], epochOf: (stretch: number) => number): MiniCurve['points'] {
  const points: MiniCurve['points'] = []
  for (const [stretch, low, high] of stretches) {
    // Before the first stretch the way is told by where the next one lies.
    const next = stretches[1]
    const before = points.at(-1)?.[1] ?? (next && next[1] + next[2] > low + high ? low : high)
    const [first, second] = Math.abs(low - before) <= Math.abs(high - before) ? [low, high] : [high, low]
    points.push([epochOf(stretch), first])
    if (second !== first) points.push([epochOf(stretch), second])
  }
  return points
}
