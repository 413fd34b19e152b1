import { expect, it } from 'vitest'
import { encodeIdx } from '../../../../src/engine/data/encode-idx'
import { parseIdx } from '../../../../src/engine/data/idx'

it('writes the header of the format, then the values', () => {
  // Type 8 is unsigned bytes; two dimensions; 2 and 3 as 32-bit integers, the largest byte first.
  expect([...encodeIdx([2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6))]).toEqual([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6])
})

it('is read back as it was', () => {
  const values = Uint8Array.from({ length: 2 * 28 * 28 }, (_, i) => i % 256)
  expect(parseIdx(encodeIdx([2, 28, 28], values), 'f')).toEqual({ file: 'f', shape: [2, 28, 28], values })
})

it('refuses values that are not as many as the shape says', () => {
  expect(() => encodeIdx([2, 2], Uint8Array.of(1, 2, 3))).toThrow('the shape 2 x 2 has 4 values, got 3')
})
