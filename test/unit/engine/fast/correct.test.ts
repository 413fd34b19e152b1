/** Right answers, counted as the reference counts them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { allocateRows, freshInstance, writeRows } from './instance'

const reference = createReferenceKernels('float32')
const instance = freshInstance()
const most = { rows: 40, columns: 40 }
const outputs = allocateRows(instance, most.rows, most.columns)
const labels = instance.memory.allocate(most.rows)

function count(rows: number, columns: number, numbers: ArrayLike<number>, classes: ArrayLike<number>): number {
  instance.memory.floats(outputs, most.rows * most.columns).fill(1e30)
  writeRows(instance, outputs, columns, numbers)
  instance.memory.bytesAt(labels, rows).set(classes)
  return instance.kernels.countCorrect(outputs, labels, rows, columns)
}

test('of equal outputs the first counts, and NaN never', () => {
  // The first largest stand at 1, 0 and 2.
  expect(count(3, 3, [0, 2, 2, 1, 1, 1, NaN, NaN, -5], [1, 0, 2])).toBe(3)
  expect(count(3, 3, [0, 2, 2, 1, 1, 1, NaN, NaN, -5], [2, 1, 0])).toBe(0)
})

test('a single output is above 0 for class 1', () => {
  expect(count(4, 1, [0.5, -0.5, 0, NaN], [1, 0, 0, 0])).toBe(4)
  expect(count(4, 1, [0.5, -0.5, 0, NaN], [0, 1, 1, 1])).toBe(0)
})

test('is the count of the reference, with equal outputs and NaN among them', () => {
  const shapes = fc.tuple(fc.integer({ min: 1, max: most.rows }), fc.integer({ min: 1, max: most.columns }))
  const sample = shapes.chain(([rows, columns]) =>
    fc.record({
      shape: fc.constant({ rows, columns }),
      numbers: fc.array(fc.constantFrom(-2, -1, 0, 1, 2, 3, 3.5, Infinity, -Infinity, NaN), { minLength: rows * columns, maxLength: rows * columns }),
      classes: fc.array(fc.integer({ min: 0, max: Math.max(1, columns - 1) }), { minLength: rows, maxLength: rows }),
    }),
  )
  fc.assert(
    fc.property(sample, ({ shape: { rows, columns }, numbers, classes }) => {
      const expected = reference.countCorrect(Float32Array.from(numbers), Uint8Array.from(classes), rows, columns)
      expect(count(rows, columns, numbers, classes)).toBe(expected)
    }),
  )
})
