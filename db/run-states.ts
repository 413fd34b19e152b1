/** Which status of a run may follow which. */
import type { RunStatus } from '../src/api/records'

const next: Record<RunStatus, readonly RunStatus[]> = {
  queued: ['running', 'paused', 'stopped', 'interrupted', 'failed'],
  running: ['paused', 'done', 'stopped', 'diverged', 'interrupted', 'failed'],
  paused: ['queued', 'running', 'stopped', 'interrupted', 'failed'],
  // Taken up again from their checkpoint.
  stopped: ['queued'],
  interrupted: ['queued'],
  done: [],
  diverged: [],
  failed: [],
}

export function mayFollow(from: RunStatus, to: RunStatus): boolean {
  return next[from].includes(to)
}
