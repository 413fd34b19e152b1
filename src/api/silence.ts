/**
 * For how long nothing was heard of somebody, counted in ticks of the listener's own timer. Whoever was not scheduled itself, because the
 * machine slept, its process was stopped or its thread was busy, ticks once and late: such a pause is not taken for silence.
 */
export class Silence {
  #ticks = 0

  /**
   * @param interval from tick to tick
   * @param limit of the silence, in the same unit
   */
  constructor(
    private readonly interval: number,
    private readonly limit: number,
  ) {}

  heard(): void {
    this.#ticks = 0
  }

  /** One interval more; true where the limit is reached. */
  tick(): boolean {
    this.#ticks++
    return this.#ticks * this.interval >= this.limit
  }
}
