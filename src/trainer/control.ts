/** What the host wants of a running trial, and how far it has kept up with storing what the trial reported. */
import type { RateWish, Wish } from './messages'

/** Batches that may be on their way before the trial waits for the disk. */
export const maxUnacknowledged = 3

/** A later wish counts where it asks for more: a trial that is to stop is not kept by a pause. */
const rank: Record<Wish, number> = { pause: 1, leave: 2, stop: 3 }

export class TrialControl {
  #wish: Wish | null = null
  #rate: RateWish | null = null
  #unacknowledged = 0
  #waiting: (() => void)[] = []

  get wish(): Wish | null {
    return this.#wish
  }

  ask(wish: Wish): void {
    if (this.#wish === null || rank[wish] > rank[this.#wish]) this.#wish = wish
    this.#changed()
  }

  /** The last one counts. */
  askRate(wish: RateWish): void {
    this.#rate = wish
  }

  /** The rate that is wanted and has not been taken up yet. */
  takeRate(): RateWish | null {
    const wish = this.#rate
    this.#rate = null
    return wish
  }

  sent(): void {
    this.#unacknowledged++
  }

  acknowledged(): void {
    this.#unacknowledged--
    this.#changed()
  }

  /** Until another batch may be sent or a wish is waiting. */
  async room(): Promise<void> {
    while (this.#unacknowledged >= maxUnacknowledged && this.#wish === null) await this.#change()
  }

  /** Until everything that was sent is committed. */
  async settled(): Promise<void> {
    while (this.#unacknowledged > 0) await this.#change()
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #changed(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
