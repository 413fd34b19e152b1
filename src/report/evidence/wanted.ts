/** Which stored models a figure is judged and drawn by. */
import type { RecordedFigure, RecordedTrial } from '../../api/report'
import { highestIndex, lowerMedianIndex } from '../../engine/statistics/representatives'
import { valueAt, wholeTrials } from '../trials'

/** The trial in the middle (lower median of the final training loss, ties by seed), or that of the highest. */
export type Role = 'median' | 'worst'

/** A model file to fetch (kind `last`) before `evaluateModel`. */
export interface WantedModel {
  role: Role
  trial: RecordedTrial & { run: number }
  loss: number
}

/**
 * Which models a figure's evidence takes: median and worst of figures 1 to 3, the median of figure 4, none of the others. Only trials that
 * finished count. Empty where there are none.
 */
export function wantedModels(recorded: RecordedFigure): WantedModel[] {
  const setting = recorded.settings.find(({ beside }) => !beside)
  if (setting === undefined || recorded.figure > 4) return []
  const finished = wholeTrials(setting)
    .flatMap(({ run, ...trial }) => {
      const loss = valueAt(trial.trainLoss, recorded.epochs)
      return run === null || loss === null ? [] : [{ trial: { ...trial, run }, loss }]
    })
    .toSorted((a, b) => a.trial.seed - b.trial.seed)
  if (finished.length === 0) return []
  const losses = finished.map(({ loss }) => loss)
  const median = { role: 'median' as const, ...finished[lowerMedianIndex(losses)]! }
  return recorded.figure === 4 ? [median] : [median, { role: 'worst', ...finished[highestIndex(losses)]! }]
}
