/** Which status of a run may follow which. */
import type { RunStatus } from '../src/api/records'

const next: Record<RunStatus, readonly RunStatus[]> = {
  queued: ['running', 'paused', 'stopped', 'interrupted', 'failed'],
  running: ['paused', 'done', 'stopped', 'diverged', 'interrupted', 'failed'],
  paused: ['queued', 'running', 'stopped', 'interrupted', 'failed'],
  // Taken up again from their checkpoint.
  stopped: ['queued'],
  // Or left as they are, by whoever was asked.
  interrupted: ['queued', 'stopped'],
  done: [],
  diverged: [],
  failed: [],
}

export function mayFollow(from: RunStatus, to: RunStatus): boolean {
  return next[from].includes(to)
}

/** No other status follows: nothing of the run is needed any more to go on. */
export function isForGood(status: RunStatus): boolean {
  return next[status].length === 0
}
