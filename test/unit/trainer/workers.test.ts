import { expect, test } from 'vitest'
import { countWorkers } from '../../../src/trainer/workers'

test('one thread a processor, at least one', () => {
  expect(countWorkers(8)).toBe(8)
  expect(countWorkers(0)).toBe(1)
})

test('another number where it is asked for, within reason', () => {
  expect(countWorkers(8, '3')).toBe(3)
  expect(countWorkers(8, '100000')).toBe(64)
})

test('what is no number is not heeded', () => {
  for (const asked of ['', '0', '-1', 'many', '2.5']) expect(countWorkers(4, asked)).toBe(4)
})
