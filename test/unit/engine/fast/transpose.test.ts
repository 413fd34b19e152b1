/** Rows become columns. */
import { expect, test } from 'vitest'
import { allocateRows, freshInstance, readRows, writeRows } from './instance'

test('a matrix of 2 x 3 becomes one of 3 x 2', () => {
  const instance = freshInstance()
  const [source, target] = [allocateRows(instance, 2, 3), allocateRows(instance, 3, 2)]
  writeRows(instance, source, 3, [1, 2, 3, 4, 5, 6])
  instance.kernels.transpose(source, 2, 3, 16, target, 16)
  expect(readRows(instance, target, 3, 2)).toEqual([1, 4, 2, 5, 3, 6])
})
