/** How far a figure is: its trials counted by where they stand. */
import type { RunRow } from '../../../api/records'
import type { VariantProgress } from '../../../api/report'
import type { FigurePlan } from './plan'
import type { RecordedTrials } from './trials'

type Place = 'done' | 'diverged' | 'open' | 'broken' | 'missing'

export function countTrials(plan: FigurePlan, trials: RecordedTrials): VariantProgress {
  const progress: VariantProgress = { trials: 0, done: 0, diverged: 0, open: 0, broken: 0, missing: 0, epochsDone: 0, epochs: 0, seconds: 0 }
  for (const { digest } of plan.settings) {
    for (const seed of plan.seeds) {
      const run = trials.find(digest, seed)
      progress.trials++
      progress[placeOf(run)]++
      progress.epochs += plan.experiment.epochs
      progress.epochsDone += run?.status === 'diverged' ? plan.experiment.epochs : (run?.epochsDone ?? 0)
      progress.seconds += run?.seconds ?? 0
    }
  }
  return progress
}

function placeOf(run: RunRow | null): Place {
  if (run === null) return 'missing'
  switch (run.status) {
    case 'done':
    case 'diverged':
      return run.status
    case 'running':
    case 'queued':
    case 'paused':
      return 'open'
    case 'stopped':
    case 'interrupted':
    case 'failed':
      return 'broken'
  }
}
