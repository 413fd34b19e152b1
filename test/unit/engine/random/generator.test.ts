import { describe, expect, it } from 'vitest'
import { Xoshiro128 } from '../../../../src/engine/random/generator'

describe('xoshiro128**', () => {
  it('gives the known answers from the state 1, 2, 3, 4', () => {
    // The first by hand: rotl(2 * 5, 7) * 9 = 1280 * 9 = 11520. All ten as the authors' C program prints them.
    const generator = new Xoshiro128([1, 2, 3, 4])
    const drawn = Array.from({ length: 10 }, () => generator.nextUint32())
    expect(drawn).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804])
  })

  it('goes on from a state to the same words', () => {
    const generator = new Xoshiro128([0xdeadbeef, 1, 0xffffffff, 7])
    for (let i = 0; i < 1000; i++) generator.nextUint32()
    const state = generator.state()
    const expected = Array.from({ length: 20 }, () => generator.nextUint32())
    generator.restore(state)
    expect(Array.from({ length: 20 }, () => generator.nextUint32())).toEqual(expected)
    const other = new Xoshiro128(state)
    expect(Array.from({ length: 20 }, () => other.nextUint32())).toEqual(expected)
  })

  it.each([[[0, 0, 0, 0]], [[1, 2, 3, -1]], [[1, 2, 3, 2 ** 32]], [[1, 2, 3, 0.5]], [[1, 2, 3, NaN]]] as [[number, number, number, number]][])(
    'refuses the state %j',
    (state) => {
      expect(() => new Xoshiro128(state)).toThrow(RangeError)
    },
  )
})
