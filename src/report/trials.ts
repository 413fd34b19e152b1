/** Which trials of a recorded setting count, and what they ended with. */
import type { RecordedSetting, RecordedTrial, Series } from '../api/report'

/** Trials that finished, in the order of their seeds: they alone enter a test. */
export function wholeTrials(setting: Pick<RecordedSetting, 'trials'>): RecordedTrial[] {
  return setting.trials.filter(({ status }) => status === 'done')
}

/** Trials that enter no test, by why: those whose loss was no longer finite, and all others that are not finished. */
export interface LeftTrials {
  diverged: number
  missing: number
}

export function leftTrials(settings: readonly Pick<RecordedSetting, 'trials'>[]): LeftTrials {
  const trials = settings.flatMap((setting) => setting.trials)
  const diverged = trials.filter(({ status }) => status === 'diverged').length
  const done = trials.filter(({ status }) => status === 'done').length
  return { diverged, missing: trials.length - diverged - done }
}

/** The value of an epoch, 0 being before any training; null where nothing finite is recorded. */
export function valueAt(series: Series | null, epoch: number): number | null {
  const value = series?.[epoch] ?? null
  return value !== null && Number.isFinite(value) ? value : null
}
