/** When a running trial leaves its next checkpoint: often enough that a killed run repeats little, seldom enough that it hardly costs. */

/** The shortest time from one checkpoint to the next, in milliseconds. */
export const checkpointInterval = 2000
/** A checkpoint is followed by at least so many times its own cost of training: together they take at most 1 / 41 of the time. */
export const checkpointRest = 40

export class CheckpointPace {
  #next: number

  /** @param now in milliseconds, of the clock that all times are of */
  constructor(now: number) {
    this.#next = now + checkpointInterval
  }

  isDue(now: number): boolean {
    return now >= this.#next
  }

  /** One was made from `began` to `ended`. */
  made(began: number, ended: number): void {
    this.#next = ended + Math.max(checkpointInterval, checkpointRest * (ended - began))
  }
}
