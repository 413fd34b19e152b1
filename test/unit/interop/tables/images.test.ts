import { expect, test } from 'vitest'
import type { IdxArray } from '../../../../src/engine/data/idx'
import { importImages } from '../../../../src/interop/tables/images'

const idx = (file: string, shape: number[], values: number[]): IdxArray => ({ file, shape, values: Uint8Array.from(values) })
/** Three images of 1 x 2 pixels. */
const images = idx('images', [3, 1, 2], [0, 255, 51, 102, 255, 0])

function take(given: IdxArray, labels: IdxArray) {
  const features: number[] = []
  const targets: number[] = []
  const told: number[] = []
  const table = importImages({ images: given, labels, onDone: (pixels) => void told.push(pixels) }, () => ({
    features: (block) => features.push(...new Float32Array(block.slice().buffer)),
    targets: (block) => targets.push(...block),
  }))
  return { ...table, features, targets, told }
}

test('images become shares of ink, and their labels classes in their order', () => {
  const { shape, content, features, targets, told } = take(images, idx('labels', [3], [7, 3, 7]))
  expect(shape).toEqual({ task: 'classification', samples: 3, inputs: 2, outputs: 2 })
  // 51 / 255 = 0.2 and 102 / 255 = 0.4
  expect(features).toEqual([0, 1, Math.fround(0.2), Math.fround(0.4), 1, 0])
  expect(targets).toEqual([1, 0, 1])
  expect(told).toEqual([6])
  expect(content).toMatchObject({ image: { rows: 1, columns: 2 }, target: { classes: [{ name: '3', count: 1 }, { name: '7', count: 2 }] } }) // prettier-ignore
})

test.each([
  ['fewer labels', images, idx('labels', [2], [7, 3]), 'labels, dimensions: expected 3 labels for the images of images, found 2'],
  ['no images', idx('images', [3], [1, 2, 3]), idx('labels', [3], [7, 3, 7]), 'images, dimensions: expected images x rows x columns, found 3'],
  ['one class alone', images, idx('labels', [3], [7, 7, 7]), 'labels, labels: every image has the label 7: at least two classes are needed'],
  ['large images', idx('images', [1, 101, 100], Array.from({ length: 10_100 }, () => 0)), idx('labels', [1], [7]), 'images, dimensions: an image has 10100 pixels; at most 10000 are taken'], // prettier-ignore
])('%s are refused', (_, given, labels, message) => {
  expect(() => take(given, labels)).toThrow(message)
})
