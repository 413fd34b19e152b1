/** Sums over rows. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padded } from '../../../../src/engine/fast/exports'
import { allocateRows, freshInstance, readPadding, readRows, writeRows } from './instance'
import { float32Array } from './numbers'

function sums(columns: number, source: readonly number[], before: readonly number[] | null): { numbers: number[]; padding: number[] } {
  const instance = freshInstance()
  const rows = source.length / columns
  const [from, target] = [allocateRows(instance, rows, columns), allocateRows(instance, 1, columns)]
  writeRows(instance, from, columns, source)
  if (before !== null) writeRows(instance, target, columns, before)
  instance.kernels.sumRows(from, rows, padded(columns), target, before === null ? 0 : 1)
  return { numbers: readRows(instance, target, 1, columns), padding: readPadding(instance, target, 1, columns) }
}

describe('sumRows', () => {
  test('three rows of two, alone and added to what is there', () => {
    // 1 + 3 + 5 = 9, 2 + 4 + 6 = 12
    expect(sums(2, [1, 2, 3, 4, 5, 6], null).numbers).toEqual([9, 12])
    expect(sums(2, [1, 2, 3, 4, 5, 6], [10, 20]).numbers).toEqual([19, 32])
  })

  test('row by row in float32, in the order of the rows', () => {
    const shape = fc.record({ rows: fc.integer({ min: 1, max: 40 }), columns: fc.integer({ min: 1, max: 40 }) })
    const cases = shape.chain(({ rows, columns }) => fc.tuple(fc.constant(columns), float32Array(rows * columns), fc.option(float32Array(columns))))
    fc.assert(
      fc.property(cases, ([columns, source, before]) => {
        const expected = Float32Array.from(before ?? new Array<number>(columns).fill(0))
        source.forEach((number, i) => {
          expected[i % columns]! += number
        })
        const { numbers, padding } = sums(columns, source, before)
        // -0 and 0 are the same sum.
        expect(numbers.map((number) => number + 0)).toEqual([...expected].map((number) => number + 0))
        expect(padding.every((number) => number === 0)).toBe(true)
      }),
    )
  })

  test('a NaN shows in its column alone', () => {
    expect(sums(2, [1, NaN, 3, 4], null).numbers).toEqual([4, NaN])
  })
})
