import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { parseIdx } from '../../../../src/engine/data/idx'

/** An IDX file of unsigned bytes. */
function idx(shape: number[], values: number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0, 0, 8, shape.length])
  shape.forEach((size, i) => view.setUint32(4 + 4 * i, size))
  bytes.set(values, 4 + 4 * shape.length)
  return bytes
}

function problemOf(bytes: Uint8Array): string {
  try {
    parseIdx(bytes, 'some.idx')
  } catch (error) {
    if (error instanceof DataError) return error.message
    throw error
  }
  return 'none'
}

describe('parseIdx', () => {
  it('reads shape and values without copying', () => {
    const bytes = idx([2, 3], [1, 2, 3, 4, 5, 255])
    const array = parseIdx(bytes, 'some.idx')
    expect(array).toEqual({ file: 'some.idx', shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) })
    expect(array.values.buffer).toBe(bytes.buffer)
  })

  it('reads from the middle of a buffer, shared between threads as well', () => {
    const bytes = idx([3], [7, 8, 9])
    const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 5), 5)
    shared.set(bytes)
    expect([...parseIdx(shared, 'some.idx').values]).toEqual([7, 8, 9])
  })

  it.each([
    ['an empty file', new Uint8Array(0), 'some.idx, byte 0: expected an IDX header of 4 bytes, but the file ends after 0'],
    ['text', new TextEncoder().encode('<html>'), 'some.idx, byte 0: expected two zero bytes of an IDX file, found 0x3c 0x68'],
    [
      'a packed file',
      Uint8Array.of(0x1f, 0x8b, 8, 0, 0),
      'some.idx, byte 0: expected two zero bytes of an IDX file, found 0x1f 0x8b: this is a gzip file, unpack it first',
    ],
    ['floats', Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0), 'some.idx, byte 2: expected type 0x08, unsigned bytes, found 0x0d'],
    ['no dimension', Uint8Array.of(0, 0, 8, 0), 'some.idx, byte 3: expected 1 to 4 dimensions, found 0'],
    ['too many dimensions', Uint8Array.of(0, 0, 8, 200), 'some.idx, byte 3: expected 1 to 4 dimensions, found 200'],
    ['a cut header', idx([2, 3], []).subarray(0, 9), 'some.idx, byte 9: expected a header of 12 bytes for 2 dimensions, but the file ends after 9'],
    ['cut values', idx([2, 3], [1, 2, 3, 4, 5]), 'some.idx, byte 12: expected 6 values for the dimensions 2 x 3, found 5 bytes'],
    ['bytes too many', idx([2, 3], [1, 2, 3, 4, 5, 6, 7]), 'some.idx, byte 12: expected 6 values for the dimensions 2 x 3, found 7 bytes'],
    [
      'a header that promises more than any memory',
      idx([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], []),
      /^some\.idx, byte 20: expected 3\.4\d+e\+38 values for the dimensions 4294967295 x .*, found 0 bytes$/,
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(problemOf(bytes)).toMatch(message)
  })

  it('survives every input: a whole array or the typed error', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
    const whole = sizes.chain((shape) => {
      const length = shape.reduce((product, size) => product * size, 1)
      return fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length }).map((values) => idx(shape, values))
    })
    const damaged = fc.tuple(whole, fc.nat(), fc.nat(255), fc.nat()).map(([bytes, at, byte, length]) => {
      const copy = bytes.slice()
      copy[at % copy.length] = byte
      return copy.subarray(0, length % (copy.length + 1))
    })
    fc.assert(
      fc.property(fc.oneof(whole, damaged, fc.uint8Array({ maxLength: 40 })), (bytes) => {
        try {
          const { shape, values } = parseIdx(bytes, 'any')
          expect(values.length).toBe(shape.reduce((product, size) => product * size, 1))
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
