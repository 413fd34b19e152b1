/** Features that are stored as bytes become numbers. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padded } from '../../../../src/engine/fast/exports'
import { allocateRows, freshInstance, readPadding, readRows } from './instance'

const shades = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)

describe('expandBytes', () => {
  test('every byte becomes what the table has for it, in rows that are padded', () => {
    const cases = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40 })).chain(([rows, inputs]) => {
      const length = rows * inputs
      return fc.tuple(fc.constant(rows), fc.constant(inputs), fc.uint8Array({ minLength: length, maxLength: length }))
    })
    fc.assert(
      fc.property(cases, ([rows, inputs, values]) => {
        const instance = freshInstance()
        const { memory, kernels } = instance
        const [bytes, table, output] = [memory.allocate(values.length), memory.allocateFloats(256), allocateRows(instance, rows, inputs)]
        memory.bytesAt(bytes, values.length).set(values)
        memory.floats(table, 256).set(shades)
        kernels.expandBytes(bytes, table, rows, inputs, output)
        expect(readRows(instance, output, rows, inputs)).toEqual(Array.from(values, (byte) => shades[byte]!))
        expect(readPadding(instance, output, rows, inputs)).toEqual(new Array(rows * (padded(inputs) - inputs)).fill(0))
      }),
    )
  })
})
