/** How far a set of trials has come: pure functions of their rows and of the progress within an epoch. */
import { isFinal, type RunRow, type RunStatus } from '../../api/records'
import type { Progress } from '../../engine/training/records'

export interface TrialsProgress {
  trials: number
  /** Trials by status; absent where there are none. */
  byStatus: Partial<Record<RunStatus, number>>
  /** Epochs done by all trials, the begun ones as fractions. */
  epochsDone: number
  /** Epochs to do: a trial that ended early counts with what it did, because no more is to come; when all have ended, as planned. */
  epochsTotal: number
  /** Share of the work that is done, 0 to 1. */
  fraction: number
  /** The furthest running trial's epoch, or that of all when none runs. */
  epoch: number
  epochs: number
}

/** Epochs of one trial, the begun one as a fraction. */
export function epochsOf(row: RunRow, progress: Progress | undefined): number {
  if (row.status !== 'running' || progress === undefined || progress.epoch < row.epochsDone) return row.epochsDone
  return progress.epoch + (progress.batches > 0 ? progress.batch / progress.batches : 0)
}

export function summariseTrials(rows: readonly RunRow[], progress: ReadonlyMap<number, Progress>): TrialsProgress {
  const byStatus: TrialsProgress['byStatus'] = {}
  let epochsDone = 0
  let epochsTotal = 0
  const over = rows.every((row) => isFinal(row.status))
  for (const row of rows) {
    byStatus[row.status] = (byStatus[row.status] ?? 0) + 1
    epochsDone += epochsOf(row, progress.get(row.id))
    epochsTotal += isFinal(row.status) && !over ? row.epochsDone : row.epochs
  }
  const moving = rows.filter((row) => row.status === 'running' || row.status === 'paused')
  const shown = moving.length > 0 ? moving : rows
  return {
    trials: rows.length,
    byStatus,
    epochsDone,
    epochsTotal,
    fraction: epochsTotal > 0 ? Math.min(1, epochsDone / epochsTotal) : 1,
    epoch: Math.max(0, ...shown.map((row) => row.epochsDone)),
    epochs: Math.max(0, ...shown.map((row) => row.epochs)),
  }
}

/** A moment and the work done by then. */
export interface WorkSample {
  /** Seconds on a monotonic clock. */
  at: number
  done: number
}

/** Seconds that the rest takes at the rate between the first and the last sample, or null where no rate is known yet. */
export function timeLeft(samples: readonly WorkSample[], total: number): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < 1 || last.done <= first.done) return null
  const rate = (last.done - first.done) / (last.at - first.at)
  return Math.max(0, total - last.done) / rate
}
