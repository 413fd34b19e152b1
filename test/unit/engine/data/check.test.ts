import { describe, expect, it } from 'vitest'
import { checkDataset } from '../../../../src/engine/data/check'
import { DataError } from '../../../../src/engine/data/data-error'
import type { Dataset } from '../../../../src/engine/data/dataset'

const numbers: Dataset = {
  samples: 3,
  inputs: 2,
  features: { kind: 'real', values: Float64Array.of(1, 2, 3, 4, 5, 6) },
  targets: { kind: 'values', values: Float64Array.of(7, 8, 9), outputs: 1 },
}
const images: Dataset = {
  samples: 2,
  inputs: 2,
  features: { kind: 'bytes', values: Uint8Array.of(0, 255, 1, 2) },
  targets: { kind: 'classes', labels: Uint8Array.of(0, 2), classes: 3 },
}

describe('a data set', () => {
  it('passes as it should be', () => {
    expect(() => checkDataset(numbers, 'data')).not.toThrow()
    expect(() => checkDataset(images, 'data')).not.toThrow()
    expect(() =>
      checkDataset(
        { ...images, samples: 1, features: { ...images.features, kind: 'bytes', values: Uint8Array.of(0, 255, 1, 2), rows: Uint32Array.of(1) } },
        'data',
      ),
    ).not.toThrow()
  })

  it('names row and feature, or row and target, of the first number that is not finite', () => {
    const features = { kind: 'real' as const, values: Float64Array.of(1, 2, 3, NaN, Infinity, 6) }
    expect(() => checkDataset({ ...numbers, features }, 'given data')).toThrow(
      new DataError('given data', 'row 1, feature 1', 'expected a finite number, found NaN'),
    )
    const targets = { kind: 'values' as const, values: Float64Array.of(7, 8, -Infinity), outputs: 1 }
    expect(() => checkDataset({ ...numbers, targets }, 'given data')).toThrow('given data, row 2, target 0: expected a finite number, found -Infinity')
  })

  it('names the row and the value of the first label that is no class', () => {
    const targets = { kind: 'classes' as const, labels: Uint8Array.of(2, 3), classes: 3 }
    expect(() => checkDataset({ ...images, targets }, 'given data')).toThrow('given data, row 1: expected a label from 0 to 2, found 3')
  })

  it('needs a sample, and memory for all it says it has', () => {
    expect(() => checkDataset({ ...numbers, samples: 0 }, 'given data')).toThrow('given data, samples: expected at least 1, found none')
    expect(() => checkDataset({ ...numbers, samples: 4 }, 'given data')).toThrow(new RangeError('the features of the given data take 4 x 2 numbers, got 6'))
    expect(() => checkDataset({ ...images, samples: 3, features: { kind: 'bytes', values: new Uint8Array(6) } }, 'given data')).toThrow(
      'the labels of the given data take 3 x 1 numbers, got 2',
    )
  })
})
