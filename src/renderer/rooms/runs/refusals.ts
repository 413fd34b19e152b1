/** Which runs may go to the trash: none that trains or waits, and none that is locked. */
import { isFinal, type RunRow } from '../../../api/records'

export interface Trashable {
  allowed: RunRow[]
  locked: RunRow[]
  /** Queued, running or paused. */
  active: RunRow[]
}

export function splitTrashable(rows: readonly RunRow[]): Trashable {
  const locked = rows.filter((row) => row.locked)
  const active = rows.filter((row) => !row.locked && !isFinal(row.status))
  return { allowed: rows.filter((row) => !row.locked && isFinal(row.status)), locked, active }
}
