import { expect, test } from 'vitest'
import { firstImages } from '../../../../src/main/lab/first-images'

/** Images of two pixels, the first of which is their number. */
function numbered(labels: number[]) {
  return { samples: labels.length, inputs: 2, pixels: Uint8Array.from(labels.flatMap((label, k) => [100 + k, label])), labels: Uint8Array.from(labels) }
}

test('the first image of each class, in the order of the classes', () => {
  expect(firstImages(numbered([7, 0, 5, 1, 1, 3, 5, 9]), [1, 3, 5, 7])).toEqual({
    samples: 4,
    inputs: 2,
    pixels: Uint8Array.of(103, 1, 105, 3, 102, 5, 100, 7),
    labels: Uint8Array.of(1, 3, 5, 7),
  })
})

test('fewer where a class is missing', () => {
  expect(firstImages(numbered([0, 2, 3]), [1, 3])).toMatchObject({ samples: 1, pixels: Uint8Array.of(102, 3) })
})
