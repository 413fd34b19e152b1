import { expect, test } from 'vitest'
import { shortLabels } from '../../../../../src/renderer/rooms/compare/shortLabels'

test('what all labels begin with is left out, up to the sign behind it', () => {
  expect(shortLabels(['learningRate = 0.1', 'learningRate = 0.2'])).toEqual(['0.1', '0.2'])
  expect(shortLabels(['XOR · rate = 1', 'XOR · rate = 2, seed 3'])).toEqual(['1', '2, seed 3'])
  expect(shortLabels(['XOR · rate = 1', 'XOR · units = 2'])).toEqual(['rate = 1', 'units = 2'])
})

test('labels without such a sign, equal ones, and a single one stay as they are', () => {
  expect(shortLabels(['XOR, seed 1', 'XOR, seed 2'])).toEqual(['XOR, seed 1', 'XOR, seed 2'])
  expect(shortLabels(['rate = 1', 'rate = 1'])).toEqual(['rate = 1', 'rate = 1'])
  expect(shortLabels(['rate = 1'])).toEqual(['rate = 1'])
  expect(shortLabels([])).toEqual([])
})
