/** Begins what can wait once a window has opened: when it has been answered and asks for nothing more for a moment. */

/** Milliseconds without a call that count as quiet, and how long it is waited for at most after the first call. */
const usual = { quiet: 400, latest: 3000 }

export class WhenQuiet {
  #timer: NodeJS.Timeout | null = null
  #latest: number | null = null
  #begun = false

  constructor(
    private readonly begin: () => void,
    private readonly limits = usual,
  ) {}

  /** Somebody has asked for something. */
  called(): void {
    if (this.#begun) return
    const now = performance.now()
    this.#latest ??= now + this.limits.latest
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#start(), Math.max(0, Math.min(this.limits.quiet, this.#latest - now)))
  }

  /** Nothing begins any more. */
  cancel(): void {
    this.#begun = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #start(): void {
    if (this.#begun) return
    this.#begun = true
    this.begin()
  }
}
