/** Recorded epochs -> points: one measure of one set of samples over the epochs. */
import type { EpochRecord, Score } from '../engine/training/records'
import type { Point } from './series'

/** What is measured. */
export type Measure = 'loss' | 'accuracy'
/** On which samples. */
export type Part = 'train' | 'validation'

/** The points of one run, in order of the epochs; an epoch that lies between recorded ones and is missing becomes a gap. */
export function runPoints(epochs: readonly EpochRecord[], part: Part, measure: Measure): Point[] {
  const points: Point[] = []
  for (const epoch of epochs) {
    const previous = points.at(-1)
    if (previous && epoch.epoch > previous.x + 1) points.push({ x: previous.x + 1, y: null })
    points.push({ x: epoch.epoch, y: scoreOf(epoch[part], measure) })
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
