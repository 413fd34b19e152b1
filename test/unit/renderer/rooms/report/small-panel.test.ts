/** What a small picture leaves out. */
import { expect, test } from 'vitest'
import { fewTicks, shortNames } from '../../../../../src/renderer/rooms/report/smallPanel'

test('ticks are thinned as evenly as they lie, and both ends stay', () => {
  expect(fewTicks([0, 1])).toEqual([0, 1])
  expect(fewTicks([0.6, 0.7, 0.8, 0.9, 1])).toEqual([0.6, 0.8, 1])
  expect(fewTicks([1, 2, 3, 4, 5, 6, 7])).toEqual([1, 3, 5, 7])
  // Five gaps cannot be parted evenly.
  expect(fewTicks([0.02, 0.05, 0.1, 0.2, 0.5, 1])).toEqual([0.02, 0.1, 1])
})

test.each([
  [
    ['batch 32, beside', 'batch 64', 'batch 512'],
    ['32', '64', '512'],
  ],
  [
    ['[16, 16]', '[128, 128]'],
    ['16, 16', '128, 128'],
  ],
  [
    ['ReLU', 'TanH'],
    ['ReLU', 'TanH'],
  ],
  [
    ['SGD', 'SGD with momentum'],
    ['SGD', 'SGD with momentum'],
  ],
  // Without what stands behind the comma these would be the same.
  [
    ['Adam, mean', 'Adam, sum'],
    ['Adam, mean', 'Adam, sum'],
  ],
])('%s are written %s', (names, short) => {
  expect(shortNames(names)).toEqual(short)
})
