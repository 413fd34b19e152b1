/**
 * xoshiro128**, the generator of 32-bit words behind every random number: 128 bits of state, period 2^128 - 1.
 * D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM Transactions on Mathematical Software 47 (2021),
 * in the authors' version 1.1. Not for secrets.
 */
import { rotateLeft } from './rotate'

/** Four unsigned 32-bit words, not all of them 0. Plain data: it is what a checkpoint keeps. */
export type GeneratorState = readonly [number, number, number, number]

export class Xoshiro128 {
  private s0 = 0
  private s1 = 0
  private s2 = 0
  private s3 = 0

  constructor(state: GeneratorState) {
    this.restore(state)
  }

  /** The next whole number, uniform from 0 to 2^32 - 1. */
  nextUint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.s1, 5), 7), 9) >>> 0
    const shifted = this.s1 << 9
    this.s2 ^= this.s0
    this.s3 ^= this.s1
    this.s1 ^= this.s2
    this.s0 ^= this.s3
    this.s2 ^= shifted
    this.s3 = rotateLeft(this.s3, 11)
    return result
  }

  state(): GeneratorState {
    return [this.s0 >>> 0, this.s1 >>> 0, this.s2 >>> 0, this.s3 >>> 0]
  }

  /** Goes on from a state taken earlier. Throws a RangeError on words out of range or all 0, which the generator never leaves. */
  restore(state: GeneratorState): void {
    const valid = state.length === 4 && state.every((word) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff)
    if (!valid || state.every((word) => word === 0))
      throw new RangeError(`a generator state is four unsigned 32-bit words, not all 0, got [${state.join(', ')}]`)
    this.s0 = state[0] | 0
    this.s1 = state[1] | 0
    this.s2 = state[2] | 0
    this.s3 = state[3] | 0
  }
}
