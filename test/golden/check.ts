/** Comparison within a tolerance that remembers how near to it the numbers came, and what it could not compare. */
import type { Tensor, Tolerance } from './schema'

type Numbers = ArrayLike<number>

export class Check {
  /** Largest |got - want| / (abs + rel |want|) so far; above 1 fails. */
  share = 0
  /** Numbers compared. */
  compared = 0
  /** Fields of the case that nothing built yet computes. */
  readonly notSupported: string[] = []

  constructor(readonly tolerance: Tolerance) {}

  /** Throws an Error naming the first number out of tolerance. */
  numbers(what: string, got: Numbers, want: Numbers, tolerance = this.tolerance): void {
    if (got.length !== want.length) throw new Error(`${what}: ${got.length} numbers, expected ${want.length}`)
    for (let i = 0; i < want.length; i++) this.number(`${what}[${i}]`, got[i]!, want[i]!, tolerance)
  }

  tensor(what: string, got: Numbers, want: Tensor, tolerance = this.tolerance): void {
    this.numbers(what, got, want.data, tolerance)
  }

  number(what: string, got: number, want: number, { abs, rel }: Tolerance = this.tolerance): void {
    const allowed = abs + rel * Math.abs(want)
    const difference = Math.abs(got - want)
    if (!Number.isFinite(got) || !(difference <= allowed)) throw new Error(`${what}: got ${got}, expected ${want} within ${allowed}, off by ${difference}`)
    if (allowed > 0) this.share = Math.max(this.share, difference / allowed)
    this.compared++
  }

  equal(what: string, got: unknown, want: unknown): void {
    if (got !== want) throw new Error(`${what}: got ${String(got)}, expected ${String(want)}`)
    this.compared++
  }
}
