/** A stream of random numbers: what everything that draws takes as an argument. */
import { log } from '../numbers/log'
import { Xoshiro128, type GeneratorState } from './generator'
import { seedState, type StreamName } from './seeding'

export type { GeneratorState, StreamName }

/** Words of 32 bits. */
const WORDS = 0x100000000

/** Random numbers that a seed repeats. */
export interface RandomStream {
  /** Uniform from 0 to 2^32 - 1. */
  nextUint32(): number
  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number
  /** Uniform from `from` to `to`; `to` itself comes up only by rounding. */
  uniformBetween(from: number, to: number): number
  /** Normal with mean 0 and standard deviation 1. */
  gaussian(): number
  /** Uniform among 0, 1, ..., n - 1, without bias. Throws a RangeError unless n is whole and from 1 to 2^32. */
  integerBelow(n: number): number
  /** All there is to know of the stream: with it `restore` goes on to the same numbers. */
  state(): GeneratorState
  restore(state: GeneratorState): void
}

/**
 * The stream of a seed and a purpose. Streams of different names or indices are independent, so that drawing more in one, say a larger
 * data set, changes nothing in another, say the initial weights.
 * @param seed the trial's seed, whole, from 0 to 2^32 - 1
 * @param index tells apart several streams of one name
 */
export function createStream(seed: number, name: StreamName, index = 0): RandomStream {
  return new XoshiroStream(seedState(seed, name, index))
}

class XoshiroStream extends Xoshiro128 implements RandomStream {
  uniform(): number {
    const high = this.nextUint32() >>> 5
    const low = this.nextUint32() >>> 6
    return (high * 0x4000000 + low) / 0x20000000000000
  }

  uniformBetween(from: number, to: number): number {
    return from + (to - from) * this.uniform()
  }

  /**
   * The polar method: G. Marsaglia and T. A. Bray, "A convenient method for generating normal variables", SIAM Review 6 (1964). A point
   * uniform in the unit disc gives two normal numbers; the second is let go, so that the state holds nothing but the generator's words.
   */
  gaussian(): number {
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const square = u * u + v * v
      if (square > 0 && square < 1) return u * Math.sqrt((-2 * log(square)) / square)
    }
  }

  integerBelow(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > WORDS) throw new RangeError(`integerBelow takes a whole number from 1 to 2^32, got ${n}`)
    // Words from the last, incomplete run of n are drawn again: each remainder is left with the same number of words.
    const end = WORDS - (WORDS % n)
    let word = this.nextUint32()
    while (word >= end) word = this.nextUint32()
    return word % n
  }
}
