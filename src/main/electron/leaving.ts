/** Whether the program may end: while it trains the user is asked, once at a time, and what is chosen is done. */

export const leavingChoices = ['background', 'pause', 'stop', 'stay'] as const
/**
 * `background`: the window goes, training stays. `pause`: the program ends, and its trials are offered again at the next start. `stop`: they end
 * first, and are not offered.
 */
export type LeavingChoice = (typeof leavingChoices)[number]

export interface LeavingSteps {
  /** Trials that wait or train. */
  open(): readonly number[]
  ask(trials: number): Promise<LeavingChoice>
  hide(): void
  /** Answers with the reason where they cannot be stopped. */
  stop(trials: readonly number[]): Promise<string | null>
  /** Says why the program stays. */
  complain(reason: string): void
  quit(): void
}

export class Leaving {
  /** From here on nobody is asked any more. */
  #settled = false
  #asking = false

  constructor(private readonly steps: LeavingSteps) {}

  /** For whoever is about to close the window or end the program: false holds that back, and what is chosen happens later by itself. */
  mayLeave(): boolean {
    if (this.#settled || this.steps.open().length === 0) return true
    if (!this.#asking) void this.#ask()
    return false
  }

  /** The system ends, or a terminal asks: there is nobody to wait for. What trains is paused. */
  leaveNow(): void {
    this.#settled = true
    this.steps.quit()
  }

  async #ask(): Promise<void> {
    this.#asking = true
    try {
      await this.#do(await this.steps.ask(this.steps.open().length))
    } finally {
      this.#asking = false
    }
  }

  async #do(choice: LeavingChoice): Promise<void> {
    switch (choice) {
      case 'stay':
        return
      case 'background':
        // Meanwhile the last trial may have ended: then there is nothing to go on with.
        return this.steps.open().length > 0 ? this.steps.hide() : this.leaveNow()
      case 'pause':
        return this.leaveNow()
      case 'stop': {
        const reason = await this.#stop()
        return reason === null ? this.leaveNow() : this.steps.complain(reason)
      }
    }
  }

  async #stop(): Promise<string | null> {
    const open = this.steps.open()
    return open.length === 0 ? null : this.steps.stop(open)
  }
}
