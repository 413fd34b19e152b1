/** The state of a figure as it is shown: not run, running, partly recorded, quick or full. */
import type { FigureProgress, FigureVariant, VariantProgress } from '../api/report'

export type FigureState =
  | { kind: 'not run' }
  /** `share` of the epochs, 0 to 1. */
  | { kind: 'running'; variant: FigureVariant; share: number }
  /** Some trials are recorded, none is under way. */
  | { kind: 'partial'; variant: FigureVariant; recorded: number; trials: number }
  | { kind: 'quick' }
  | { kind: 'full' }

/** What runs is said first, then what is whole, the full size before the quick look. */
export function figureState({ full, quick }: FigureProgress): FigureState {
  for (const [variant, progress] of [
    ['full', full],
    ['quick', quick],
  ] as const)
    if (progress.open > 0) return { kind: 'running', variant, share: progress.epochs === 0 ? 0 : progress.epochsDone / progress.epochs }
  if (isWhole(full)) return { kind: 'full' }
  if (recorded(full) > 0) return { kind: 'partial', variant: 'full', recorded: recorded(full), trials: full.trials }
  if (isWhole(quick)) return { kind: 'quick' }
  if (recorded(quick) > 0) return { kind: 'partial', variant: 'quick', recorded: recorded(quick), trials: quick.trials }
  return { kind: 'not run' }
}

/** Which variant of a figure is shown: the full size where it is whole; else a whole quick look; else what has trials, the full size first. */
export function shownVariant({ full, quick }: FigureProgress): FigureVariant {
  if (isWhole(full)) return 'full'
  if (isWhole(quick)) return 'quick'
  const onlyQuick = recorded(full) === 0 && recorded(quick) + quick.open > 0
  return onlyQuick ? 'quick' : 'full'
}

/** Every trial has ended by itself. */
export function isWhole(progress: VariantProgress): boolean {
  return progress.trials > 0 && recorded(progress) === progress.trials
}

/** Trials that have ended by themselves. */
export function recorded({ done, diverged }: VariantProgress): number {
  return done + diverged
}
