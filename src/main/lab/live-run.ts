/** A run that the training process has been given: what was asked of it, and what it reported that is not stored yet. */
import type { RunRow } from '../../api/records'
import type { TrainerEvent } from '../../api/trainer'

/** What must be stored, in the order in which it came. */
export type Report = Extract<TrainerEvent, { type: 'started' | 'batch' | 'paused' | 'finished' }>

export class LiveRun {
  readonly id: number
  readonly reports: Report[] = []
  wish: 'pause' | 'stop' | null = null
  /** The trial has its data and runs. */
  begun = false
  /** It has failed on this side: what still comes is let pass and not stored. */
  failed = false
  /** Storing did not work and is tried again. */
  held = false
  /** Why it is held, in words. */
  reason: string | null = null
  /** The user has been told that it is held. */
  warned = false
  /** Tries to store again. */
  retry: NodeJS.Timeout | null = null
  readonly #left: PromiseWithResolvers<void> = Promise.withResolvers()
  #gone = false

  /** @param row as it was when the run was queued */
  constructor(readonly row: RunRow) {
    this.id = row.id
  }

  /** When the training process is done with it, for now or for good. */
  get left(): Promise<void> {
    return this.#left.promise
  }

  get gone(): boolean {
    return this.#gone
  }

  leave(): void {
    if (this.retry) clearTimeout(this.retry)
    this.#gone = true
    this.#left.resolve()
  }
}
