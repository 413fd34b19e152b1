/** What is said of a figure's trials, and which runs hold them. */
import type { RecordedFigure } from '../../../api/report'
import { leftTrials, wholeTrials } from '../../../report/trials'

/** Runs of trials that ended by themselves, each once, in ascending order. */
export function endedRuns({ settings }: RecordedFigure): number[] {
  const runs = settings.flatMap(({ trials }) =>
    trials.flatMap(({ run, status }) => (run !== null && (status === 'done' || status === 'diverged') ? [run] : [])),
  )
  return [...new Set(runs)].sort((a, b) => a - b)
}

/** Whole trials of the setting that has fewest and of the one that has most. */
export function trialRange({ settings }: RecordedFigure): { fewest: number; most: number } {
  const counts = settings.map((setting) => wholeTrials(setting).length)
  return { fewest: Math.min(...counts), most: Math.max(...counts) }
}

/** Trials that finished, and those that enter no test. */
export function trialCounts({ settings }: RecordedFigure): { done: number; diverged: number; missing: number } {
  return { done: settings.reduce((sum, setting) => sum + wholeTrials(setting).length, 0), ...leftTrials(settings) }
}
