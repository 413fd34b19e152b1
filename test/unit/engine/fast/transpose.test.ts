/** Rows become columns. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padded } from '../../../../src/engine/fast/exports'
import { allocateRows, freshInstance, readPadding, readRows, writeRows } from './instance'

describe('transpose', () => {
  test('a matrix of 2 x 3 becomes one of 3 x 2', () => {
    const instance = freshInstance()
    const [source, target] = [allocateRows(instance, 2, 3), allocateRows(instance, 3, 2)]
    writeRows(instance, source, 3, [1, 2, 3, 4, 5, 6])
    instance.kernels.transpose(source, 2, 3, 16, target, 16)
    expect(readRows(instance, target, 3, 2)).toEqual([1, 4, 2, 5, 3, 6])
  })

  test('any shape, with the padding of the target left alone', () => {
    const size = fc.integer({ min: 1, max: 40 })
    fc.assert(
      fc.property(size, size, (rows, columns) => {
        const instance = freshInstance()
        const [source, target] = [allocateRows(instance, rows, columns), allocateRows(instance, columns, rows)]
        const values = Array.from({ length: rows * columns }, (_, i) => i + 1)
        writeRows(instance, source, columns, values)
        instance.kernels.transpose(source, rows, columns, 4 * padded(columns), target, 4 * padded(rows))
        const expected = values.map((_, i) => (i % rows) * columns + Math.floor(i / rows) + 1)
        expect(readRows(instance, target, columns, rows)).toEqual(expected)
        expect(readPadding(instance, target, columns, rows).every((number) => number === 0)).toBe(true)
      }),
    )
  })
})
