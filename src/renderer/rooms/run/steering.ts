/** What can be done with trials, as their status allows. */
import type { RunRow, RunStatus } from '../../../api/records'

export type Steering = 'pause' | 'resume' | 'stop'

const allowed: Record<Steering, readonly RunStatus[]> = {
  pause: ['queued', 'running'],
  resume: ['paused', 'stopped', 'interrupted'],
  stop: ['queued', 'running', 'paused'],
}

export function canSteer(status: RunStatus, how: Steering): boolean {
  return allowed[how].includes(status)
}

/** The trials that can be steered so now. */
export function steerable(rows: readonly RunRow[], how: Steering): RunRow[] {
  return rows.filter(({ status }) => canSteer(status, how))
}

/** The trials that "resume" means: what was stopped stays stopped while other trials are only paused or interrupted. */
export function toResume(rows: readonly RunRow[]): readonly RunRow[] {
  const waiting = rows.filter((row) => row.status === 'paused' || row.status === 'interrupted')
  return waiting.length > 0 ? waiting : rows
}
