/** Recorded epochs -> points: one measure of one set of samples over the epochs. */
import type { EpochRecord, Score } from '../engine/training/records'
import type { Point } from './series'

/** What is measured. */
export type Measure = 'loss' | 'accuracy'
/** On which samples. */
export type Part = 'train' | 'validation'

/**
 * The points of one run, in order of the epochs. An epoch that was not evaluated has no point, so that the curve goes from one that was to
 * the next; an epoch that lies between recorded ones and is missing, or has no finite value, becomes a gap.
 */
export function runPoints(epochs: readonly EpochRecord[], part: Part, measure: Measure): Point[] {
  const points: Point[] = []
  let previous: number | null = null
  for (const { epoch, [part]: score } of epochs) {
    if (previous !== null && epoch > previous + 1) points.push({ x: previous + 1, y: null })
    previous = epoch
    if (score[measure] !== null) points.push({ x: epoch, y: scoreOf(score, measure) })
  }
  return points
}

/** Whether any epoch has a value: a run without validation data has none there. */
export function hasMeasure(epochs: readonly EpochRecord[], part: Part, measure: Measure): boolean {
  return epochs.some((epoch) => scoreOf(epoch[part], measure) !== null)
}

function scoreOf(score: Score, measure: Measure): number | null {
  const value = score[measure]
  return value === null || !Number.isFinite(value) ? null : value
}
