/** What the lab tells everybody who listens, unasked. */
import type { EpochRecord, Progress } from '../engine/training/records'
import type { ImportProgress } from './datasets'
import type { WatchedAnswer } from './drawings'
import type { Failure } from './failure'
import type { RunRow, Verification } from './records'
import type { RunPage } from './run-page'
import type { Notice } from './storage'
import type { WindowRequest } from './window-request'

export interface Events {
  /** A run's row is new or has changed. */
  run: RunRow
  /** The same of many runs that were changed together. */
  runs: RunPage
  /** Epochs that were committed since the last such event of this run. */
  epochs: { run: number; epochs: EpochRecord[] }
  /** Where a running trial stands within its epoch; not stored. */
  progress: Progress & { run: number }
  verification: Verification
  /** Kept drawings were added, changed or deleted: how many there are now. */
  drawings: { kept: number }
  /** Imported data sets were added or removed: how many there are now. */
  datasets: { count: number }
  /** How far the import of a data set is. */
  importing: ImportProgress
  /** How watched drawings of a run were read, after the commit of these epochs. */
  watched: { run: number; answers: WatchedAnswer[] }
  /** Rows that are gone for good. */
  deleted: { runs: number[] }
  /** How far a check of the database is, in runs. */
  storage: { done: number; total: number }
  /** What the user has not read yet has changed. */
  notices: Notice[]
  /** A backup was restored: everything that was fetched is of another time. */
  replaced: { backup: string }
  /** Something went wrong that belongs to no call. */
  fault: Failure
  /** The desktop's menu, or a file that the system opened, asks the page for something; only the Electron shell sends this. */
  asked: WindowRequest
}
export type EventName = keyof Events
export type EventMessage = { [K in EventName]: { event: K; data: Events[K] } }[EventName]
