/** Products of matrices against the reference and against sums in float64. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { padded } from '../../../../src/engine/fast/exports'
import type { FastInstance } from '../../../../src/engine/fast/module'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { allocateRows, freshInstance, readPadding, readRows, writeRows } from './instance'
import { float32Array, roundingBound } from './numbers'

const reference = createReferenceKernels('float32')
const size = fc.integer({ min: 1, max: 40 })

interface Product {
  rows: number
  columns: number
  inner: number
  a: readonly number[]
  b: readonly number[]
  bias: readonly number[] | null
  /** What C holds before; null writes C anew. */
  before: readonly number[] | null
}

interface Computed {
  instance: FastInstance
  c: number
  numbers: number[]
}

/** The kernel's product of unpadded matrices; with `transposed`, A lies in memory as (inner, rows). */
function product({ rows, columns, inner, a, b, bias, before }: Product, transposed = false): Computed {
  const instance = freshInstance()
  const [aRows, aColumns] = transposed ? [inner, rows] : [rows, inner]
  const pointers = {
    a: allocateRows(instance, aRows, aColumns),
    b: allocateRows(instance, inner, columns),
    c: allocateRows(instance, rows, columns),
    bias: allocateRows(instance, 1, columns),
  }
  writeRows(instance, pointers.a, aColumns, transposed ? transposedRows(a, rows, inner) : a)
  writeRows(instance, pointers.b, columns, b)
  if (bias !== null) writeRows(instance, pointers.bias, columns, bias)
  if (before !== null) writeRows(instance, pointers.c, columns, before)
  const stride = 4 * padded(columns)
  const [aRow, aColumn] = transposed ? [4, 4 * padded(rows)] : [4 * padded(inner), 4]
  const biasPointer = bias === null ? 0 : pointers.bias
  const accumulate = before === null ? 0 : 1
  instance.kernels.multiply(rows, padded(columns), inner, pointers.a, aRow, aColumn, pointers.b, stride, pointers.c, stride, biasPointer, accumulate)
  return { instance, c: pointers.c, numbers: readRows(instance, pointers.c, rows, columns) }
}

function transposedRows(values: readonly number[], rows: number, columns: number): number[] {
  return Array.from({ length: rows * columns }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!)
}

/** A B + start with the bound of the rounding of each of its numbers. */
function expected({ rows, columns, inner, a, b, bias, before }: Product): { value: number; bound: number }[] {
  return Array.from({ length: rows * columns }, (_, place) => {
    const [r, c] = [Math.floor(place / columns), place % columns]
    const terms = Array.from({ length: inner }, (_, k) => a[r * inner + k]! * b[k * columns + c]!)
    terms.push(before?.[place] ?? bias?.[c] ?? 0)
    return { value: terms.reduce((sum, term) => sum + term), bound: roundingBound(terms) }
  })
}

const products = fc.record({ rows: size, columns: size, inner: fc.oneof(size, fc.integer({ min: 390, max: 400 })) }).chain(({ rows, columns, inner }) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    inner: fc.constant(inner),
    a: float32Array(rows * inner),
    b: float32Array(inner * columns),
    bias: fc.option(float32Array(columns)),
    before: fc.option(float32Array(rows * columns)),
  }),
)

describe('multiply', () => {
  test('2 x 3 by 3 x 2, with a bias, without, and added to what is there', () => {
    const shape = { rows: 2, columns: 2, inner: 3, a: [1, 2, 3, 4, 5, 6], b: [1, 0, 0, 1, 2, -1] }
    // row 0: 1 + 0 + 6 = 7, 0 + 2 - 3 = -1; row 1: 4 + 0 + 12 = 16, 0 + 5 - 6 = -1
    expect(product({ ...shape, bias: null, before: null }).numbers).toEqual([7, -1, 16, -1])
    expect(product({ ...shape, bias: [10, 20], before: null }).numbers).toEqual([17, 19, 26, 19])
    expect(product({ ...shape, bias: null, before: [100, 200, 300, 400] }).numbers).toEqual([107, 199, 316, 399])
  })

  test('any shape, A as it is or transposed, beyond a block of k', () => {
    fc.assert(
      fc.property(products, fc.boolean(), (shape, transposed) => {
        const bias = shape.before === null ? shape.bias : null
        const { instance, c, numbers } = product({ ...shape, bias }, transposed)
        expected({ ...shape, bias }).forEach(({ value, bound }, place) => {
          expect(Math.abs(numbers[place]! - value)).toBeLessThanOrEqual(bound)
        })
        expect(readPadding(instance, c, shape.rows, shape.columns).every((number) => number === 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('as the reference takes a layer forward', () => {
    fc.assert(
      fc.property(products, (shape) => {
        const { rows, columns, inner, a, b } = shape
        const bias = shape.bias ?? new Array<number>(columns).fill(0)
        const y = reference.allocate(rows * columns)
        // The reference's weight is (out, in), the transpose of B.
        const weight = Float32Array.from(transposedRows(b, inner, columns))
        reference.linearForward(Float32Array.from(a), weight, Float32Array.from(bias), y, { rows, inputs: inner, outputs: columns })
        const { numbers } = product({ ...shape, bias, before: null })
        expected({ ...shape, bias, before: null }).forEach(({ bound }, place) => {
          expect(Math.abs(numbers[place]! - y[place]!)).toBeLessThanOrEqual(bound)
        })
      }),
      { numRuns: 40 },
    )
  })

  test('wide rows of B, whose columns are copied first, give the same bits as narrow ones', () => {
    const [rows, inner, columns] = [20, 400, 140]
    const number = (i: number) => Math.fround(Math.sin(i))
    const a = Array.from({ length: rows * inner }, (_, i) => number(i))
    const b = Array.from({ length: inner * columns }, (_, i) => number(2 * i))
    const wide = product({ rows, columns, inner, a, b, bias: null, before: null }).numbers
    const narrow = 20
    const part = b.filter((_, i) => i % columns < narrow)
    const numbers = product({ rows, columns: narrow, inner, a, b: part, bias: null, before: null }).numbers
    expect(numbers).toEqual(wide.filter((_, i) => i % columns < narrow))
  })

  test('a row has the same bits whatever rows are beside it', () => {
    fc.assert(
      fc.property(products, (shape) => {
        const { rows, inner, columns, a } = shape
        const whole = product({ ...shape, before: null }).numbers
        const r = rows - 1
        const alone = product({ ...shape, rows: 1, a: a.slice(r * inner, (r + 1) * inner), before: null }).numbers
        expect(alone).toEqual(whole.slice(r * columns, (r + 1) * columns))
      }),
      { numRuns: 30 },
    )
  })

  test('a NaN shows in its row, even against zeros', () => {
    const a = new Array<number>(30).fill(0)
    a[4 * 5 + 2] = NaN
    const { numbers } = product({ rows: 6, columns: 9, inner: 5, a, b: new Array<number>(45).fill(0), bias: null, before: null })
    expect(numbers.map((number, place) => (Number.isNaN(number) ? Math.floor(place / 9) : -1)).filter((row) => row >= 0)).toEqual(new Array(9).fill(4))
  })
})
