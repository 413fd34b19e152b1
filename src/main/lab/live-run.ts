/** A run that the training process has been given: its state, and what was reported of it that is not stored yet. */
import type { RunRow } from '../../api/records'
import type { TrainerEvent } from '../../api/trainer'
import { isLeaving, nextLiveState, type LiveEvent, type LiveState } from './run-machine'

/** What must be stored, in the order in which it came. */
export type Report = Extract<TrainerEvent, { type: 'started' | 'batch' | 'paused' | 'finished' }>

export class LiveRun {
  readonly id: number
  readonly reports: Report[] = []
  /** The last epoch that is stored, -1 before row 0. */
  recorded: number
  /** Storing did not work and is tried again. */
  held = false
  /** Why it is held, in words. */
  reason: string | null = null
  /** The user has been told that it is held. */
  warned = false
  /** How often a stop was asked for. */
  stops = 0
  /** Tries to store again. */
  retry: NodeJS.Timeout | null = null
  /** What is to be done when it leaves, at once. */
  readonly #atLeaving: (() => void)[] = []
  /** Who waits until a change of the learning rate is recorded. */
  #rateWaiters: (() => void)[] = []
  #state: LiveState = 'waiting'

  /** @param row as it was when the run was queued */
  constructor(readonly row: RunRow) {
    this.id = row.id
    this.recorded = row.last?.epoch ?? -1
  }

  get state(): LiveState {
    return this.#state
  }

  take(event: LiveEvent): void {
    this.#state = nextLiveState(this.#state, event)
    if (event === 'stop') this.stops++
    if (this.#state !== 'left') return
    if (this.retry) clearTimeout(this.retry)
    for (const work of this.#atLeaving) work()
  }

  get leaving(): boolean {
    return isLeaving(this.#state)
  }

  /** When the training process is done with it, for now or for good. */
  get left(): Promise<void> {
    return this.asLeft(() => undefined)
  }

  /** What `look` sees at the moment when the training process is done with it: already in the next one somebody may have taken it up. */
  asLeft<T>(look: () => T): Promise<T> {
    return new Promise((resolve) => {
      // What it throws rejects the promise.
      const work = () => resolve(new Promise((seen) => seen(look())))
      if (this.gone) work()
      else this.#atLeaving.push(work)
    })
  }

  /** When a change of its learning rate is recorded: true; false where it has left before. */
  rateChange(): Promise<boolean> {
    const changed = new Promise<boolean>((resolve) => this.#rateWaiters.push(() => resolve(true)))
    return Promise.race([changed, this.left.then(() => false)])
  }

  rateChanged(): void {
    const waiters = this.#rateWaiters
    this.#rateWaiters = []
    for (const resolve of waiters) resolve()
  }

  get gone(): boolean {
    return this.#state === 'left'
  }

  /** It has failed on this side: what still comes is let pass and not stored. */
  get refused(): boolean {
    return this.#state === 'refused'
  }
}
