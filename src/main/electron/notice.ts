/** A notice of the system when an experiment that took long has ended and nobody looked. */
import { runStatuses, type RunStatus } from '../../api/records'
import type { EndedExperiment } from './training-watch'

/** Seconds from which on an experiment is long. */
const long = 60

export interface NoticeText {
  title: string
  body: string
}

/** Null where there is nothing to say: it was short, somebody looks at the window, or has stopped every trial. */
export function noticeOf({ name, seconds, statuses }: EndedExperiment, focused: boolean): NoticeText | null {
  if (focused || seconds < long || statuses.every((status) => status === 'stopped')) return null
  return { title: name, body: `${outcome(statuses)} ${duration(seconds)}.` }
}

/** "20 trials: 18 done, 2 diverged." */
function outcome(statuses: readonly RunStatus[]): string {
  const counted = runStatuses.map((status) => ({ status, count: statuses.filter((one) => one === status).length })).filter(({ count }) => count > 0)
  const [only] = counted
  const trials = statuses.length === 1 ? '1 trial' : `${statuses.length} trials`
  if (counted.length === 1 && only !== undefined) return `${trials} ${only.status} after`
  return `${trials}: ${counted.map(({ status, count }) => `${count} ${status}`).join(', ')} after`
}

/** "3 min", "2 h 5 min". */
function duration(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60))
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${minutes} min`
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}
