import { expect, test } from 'vitest'
import { isBetter, type EpochScore } from '../../../../src/engine/training/records'

function score(train: number | null, validation: [loss: number | null, accuracy: number | null] = [null, null]): EpochScore {
  return { epoch: 1, train: { loss: train, accuracy: null }, validation: { loss: validation[0], accuracy: validation[1] } }
}

test('the best epoch has the highest validation accuracy, else the lowest validation loss, else the lowest training loss', () => {
  expect(isBetter(score(9, [9, 0.8]), score(1, [1, 0.7]))).toBe(true)
  expect(isBetter(score(1, [1, 0.7]), score(9, [9, 0.8]))).toBe(false)
  expect(isBetter(score(9, [1, null]), score(1, [2, null]))).toBe(true)
  expect(isBetter(score(1, [2, null]), score(9, [1, null]))).toBe(false)
  expect(isBetter(score(1), score(2))).toBe(true)
  expect(isBetter(score(2), score(1))).toBe(false)
})

test('a tie keeps the earlier epoch', () => {
  expect(isBetter(score(1, [1, 0.7]), score(2, [2, 0.7]))).toBe(false)
  expect(isBetter(score(1), score(1))).toBe(false)
})

test('an epoch that was not evaluated is never better than one that was, however low its training loss', () => {
  expect(isBetter(score(0.001), score(2, [2, 0.1]))).toBe(false)
  expect(isBetter(score(0.001), score(2, [2, null]))).toBe(false)
  expect(isBetter(score(2, [2, 0.1]), score(0.001))).toBe(true)
})

test('anything is better than nothing', () => {
  expect(isBetter(score(null), null)).toBe(true)
  expect(isBetter(score(1), score(null))).toBe(true)
  expect(isBetter(score(null), score(null))).toBe(false)
})
