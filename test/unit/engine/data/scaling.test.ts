import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import type { Dataset, Features } from '../../../../src/engine/data/dataset'
import { fitScaling, withScaling } from '../../../../src/engine/data/scaling'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createBatch } from '../../../../src/engine/training/batch'

function data(features: Features, inputs: number): Dataset {
  const samples = features.kind === 'bytes' && features.rows ? features.rows.length : features.values.length / inputs
  return { samples, inputs, features, targets: { kind: 'classes', labels: new Uint8Array(samples), classes: 2 } }
}

function table(inputs: number, ...values: number[]): Dataset {
  return data({ kind: 'real', values: Float64Array.from(values) }, inputs)
}

function image(inputs: number, ...values: number[]): Dataset {
  return data({ kind: 'bytes', values: Uint8Array.from(values) }, inputs)
}

/** What a network sees of all samples. */
function seen(dataset: Dataset, precision: 'float32' | 'float64' = 'float64'): number[] {
  const batch = createBatch(createReferenceKernels(precision), { inputs: dataset.inputs, outputs: 2, capacity: dataset.samples }, 'labels')
  batch.gather(dataset, { order: null, start: 0, count: dataset.samples })
  return [...batch.features]
}

describe('standard', () => {
  it('brings each column to mean 0 and variance 1, dividing by n', () => {
    // 1, 3: mean 2, deviation 1. -10, 30: mean 10, deviation 20.
    const training = table(2, 1, -10, 3, 30)
    const scaling = fitScaling('standard', training, 'training data')
    expect(scaling).toEqual({ shift: Float64Array.of(2, 10), factor: Float64Array.of(1, 1 / 20) })
    expect(seen(withScaling(training, scaling))).toEqual([-1, -1, 1, 1])
  })

  it('scales other samples by the numbers of the training part', () => {
    const scaling = fitScaling('standard', table(1, 1, 3), 'training data')
    expect(seen(withScaling(table(1, 2, 7), scaling))).toEqual([0, 5])
  })

  it('leaves the numbers themselves as they are', () => {
    const training = table(1, 1, 3)
    expect(withScaling(training, fitScaling('standard', training, 'training data')).features.values).toBe(training.features.values)
  })

  it('does not cancel where the mean is large beside the deviation', () => {
    // 1e9, 1e9 + 1, 1e9 + 2: deviation sqrt(2/3).
    const scaled = fitScaling('standard', table(1, 1e9, 1e9 + 1, 1e9 + 2), 'training data')
    expect(scaled?.factor[0]).toBeCloseTo(Math.sqrt(1.5), 12)
  })
})

describe('unit', () => {
  it('brings each column of the training part to [0, 1], and others further where they reach further', () => {
    // 2 to 6: (x - 2) / 4
    const training = table(1, 2, 3, 6)
    const scaling = fitScaling('unit', training, 'training data')
    expect(seen(withScaling(training, scaling))).toEqual([0, 0.25, 1])
    expect(seen(withScaling(table(1, 8), scaling))).toEqual([1.5])
  })

  it('leaves images as they are, whose range is known', () => {
    expect(fitScaling('unit', image(1, 10, 20), 'training data')).toBeNull()
  })
})

describe('none', () => {
  it('changes nothing', () => {
    const training = table(1, 2, 2)
    expect(fitScaling('none', training, 'training data')).toBeNull()
    expect(withScaling(training, null)).toBe(training)
  })
})

describe('a column of one value', () => {
  it.each(['unit', 'standard'] as const)('is refused in a table under %s, by its number', (kind) => {
    const fit = () => fitScaling(kind, table(2, 1, 0.1, 2, 0.1, 3, 0.1), 'training data')
    expect(fit).toThrow(DataError)
    expect(fit).toThrow('training data, feature 1: all 3 values are 0.1, which cannot be scaled: leave the feature out or set the scaling to none')
  })

  it('is 0 in an image, also where another part lights it', () => {
    // Bytes 0 and 255: mean 1/2, deviation 1/2. The other pixel is never lit.
    const training = image(2, 0, 0, 255, 0)
    const scaling = fitScaling('standard', training, 'training data')
    expect(seen(withScaling(training, scaling))).toEqual([-1, 0, 1, 0])
    expect(seen(withScaling(image(2, 255, 255), scaling))).toEqual([1, 0])
  })
})

describe('numbers at the edge', () => {
  it.each([
    ['too far apart', [-1e308, 1e308]],
    ['too close together', [0, 5e-324]],
  ])('%s are refused', (_, values) => {
    for (const kind of ['unit', 'standard'] as const)
      expect(() => fitScaling(kind, table(1, ...values), 'training data')).toThrow(/training data, feature 0: its values from/)
  })
})

describe('images', () => {
  it('are scaled by the rows that belong to the part', () => {
    // Rows 0 and 2: bytes 0 and 51, as numbers 0 and 0.2: mean 0.1, deviation 0.1.
    const part = data({ kind: 'bytes', values: Uint8Array.of(0, 255, 51), rows: Uint32Array.of(0, 2) }, 1)
    const scaling = fitScaling('standard', part, 'training data')
    expect(scaling?.shift[0]).toBeCloseTo(0.1, 15)
    expect(scaling?.factor[0]).toBeCloseTo(10, 13)
    const [first, second] = seen(withScaling(part, scaling))
    expect(first).toBeCloseTo(-1, 14)
    expect(second).toBeCloseTo(1, 14)
  })

  it('are rounded once, after scaling', () => {
    const training = image(1, 1, 100, 254)
    const scaling = fitScaling('standard', training, 'training data')
    const exact = seen(withScaling(training, scaling))
    expect(seen(withScaling(training, scaling), 'float32')).toEqual(exact.map(Math.fround))
  })
})
