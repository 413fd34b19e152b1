/** Masks are those of the reference, word for word. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStream } from '../../../../src/engine/random/stream'
import { allocateRows, freshInstance, readPadding, readRows, writeRows } from './instance'

/** 2^32. */
const WORDS = 0x100000000

describe('drawMask', () => {
  it("draws the reference's words row by row, and goes on with them", () => {
    const probability = fc.double({ min: 0, max: 0.95, noNaN: true })
    fc.assert(
      fc.property(fc.nat(), probability, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 }), (seed, p, rows, columns) => {
        const instance = freshInstance()
        const { kernels, memory } = instance
        const generator = memory.allocate(16)
        const masks = [allocateRows(instance, rows, columns), allocateRows(instance, rows, columns)]
        const stream = createStream(seed, 'dropout')
        memory.words(generator, 4).set(stream.state())
        const threshold = Math.round(p * WORDS)
        const scale = 1 / (1 - p)
        // Whatever lay there before.
        for (const mask of masks) memory.floats(mask, rows * ((columns + 3) & ~3)).fill(7)
        // The second mask follows on the first.
        for (const mask of masks) {
          kernels.drawMask(generator, threshold, scale, mask, rows, columns)
          const want = Array.from({ length: rows * columns }, () => (stream.nextUint32() < threshold ? 0 : Math.fround(scale)))
          expect(readRows(instance, mask, rows, columns)).toEqual(want)
          expect(readPadding(instance, mask, rows, columns).every((number) => number === 0)).toBe(true)
        }
        expect([...memory.words(generator, 4)]).toEqual(stream.state())
      }),
      { numRuns: 100 },
    )
  })
})

describe('applyMask', () => {
  it('multiplies, in place or not, and shows what is not finite even where it is dropped', () => {
    const instance = freshInstance()
    const [x, mask, y] = [allocateRows(instance, 2, 4), allocateRows(instance, 2, 4), allocateRows(instance, 2, 4)]
    writeRows(instance, x, 4, [1, 2, 3, NaN, Infinity, -4, NaN, 5])
    writeRows(instance, mask, 4, [2, 0, 2, 0, 0, 2, 2, 0])
    const want = [2, 0, 6, NaN, NaN, -8, NaN, 0]
    instance.kernels.applyMask(x, mask, y, 8)
    expect(readRows(instance, y, 2, 4)).toEqual(want)
    instance.kernels.applyMask(x, mask, x, 8)
    expect(readRows(instance, x, 2, 4)).toEqual(want)
  })
})
