import { describe, expect, it } from 'vitest'
import { dataShape } from '../../../../src/engine/config/data'
import { dealtClass, rareSamples } from '../../../../src/engine/data/classes'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { unbalance, unevenSizes } from '../../../../src/engine/data/imbalance'
import { config } from './sources/draw'

describe('dealtClass', () => {
  it('deals the classes in turn without an imbalance', () => {
    expect([0, 1, 2, 3, 4].map((i) => dealtClass(i, 3, 0))).toEqual([0, 1, 2, 0, 1])
  })

  it('gives the last class its share of the first n samples for every n', () => {
    // A share of 1/4: the shares of 1 to 8 samples are 0.25, 0.5 (rounded up), 0.75, 1, 1.25, 1.5 (up), 1.75, 2.
    expect(Array.from({ length: 8 }, (_, i) => dealtClass(i, 3, 0.25))).toEqual([0, 2, 1, 0, 1, 2, 0, 1])
    for (const share of [0.05, 0.29, 1 / 3]) {
      let rare = 0
      for (let n = 1; n <= 500; n++) {
        if (dealtClass(n - 1, 3, share) === 2) rare++
        expect(rare).toBe(rareSamples(n, share))
        expect(Math.abs(rare - n * share)).toBeLessThanOrEqual(0.5 + 1e-9)
      }
    }
  })
})

describe('unevenSizes', () => {
  it('keeps as many as the scarcest class allows', () => {
    // Four classes, of which the last has 0.1 and the others 0.3 each: 60 / 0.3 = 200 in all: 60, 60, 60, 20.
    expect(unevenSizes([60, 80, 90, 70], 0.1)).toEqual([60, 60, 60, 20])
    // Here the last class is the scarce one: 5 / 0.1 = 50 in all.
    expect(unevenSizes([60, 80, 90, 5], 0.1)).toEqual([15, 15, 15, 5])
    expect(unevenSizes([6000, 6000], 0.5)).toEqual([6000, 6000])
  })

  it('tells the shape of image sets', () => {
    // Fashion-MNIST: 6000 / (0.99 / 9) = 54545.45 in all, of which 1 % are 545.
    expect(dataShape(config({ source: 'fashion_mnist', imbalance: 0.01 })).samples).toBe(9 * 6000 + 545)
    expect(dataShape(config({ source: 'mnist' })).samples).toBe(60_000)
    // MNIST: its scarcest class has 5421 images; 5421 / 0.1 = 54210 in all.
    expect(dataShape(config({ source: 'mnist', imbalance: 0.1 })).samples).toBe(54_210)
    expect(() => config({ source: 'mnist', imbalance: 0.2 })).toThrow('the rarest of 10 classes has at most 1/10')
  })
})

describe('unbalance', () => {
  const data: Dataset = {
    samples: 100,
    inputs: 1,
    features: { kind: 'bytes', values: Uint8Array.from({ length: 100 }, (_, i) => i) },
    targets: { kind: 'classes', labels: Uint8Array.from({ length: 100 }, (_, i) => i % 2), classes: 2 },
  }
  const rowsOf = ({ features }: Dataset) => (features.kind === 'bytes' ? [...(features.rows ?? [])] : [])

  it('keeps samples with their labels, in the order of the data and without copying', () => {
    const uneven = unbalance(data, 0.2, 1)
    // 50 / 0.8 = 62.5 in all: 50 and 12.
    expect(uneven.samples).toBe(62)
    const rows = rowsOf(uneven)
    expect(rows).toEqual(rows.toSorted((a, b) => a - b))
    expect(uneven.targets.kind === 'classes' && [...uneven.targets.labels]).toEqual(rows.map((row) => row % 2))
    expect(uneven.features.values).toBe(data.features.values)
  })

  it('chooses by the seed', () => {
    expect(rowsOf(unbalance(data, 0.2, 1))).toEqual(rowsOf(unbalance(data, 0.2, 1)))
    expect(rowsOf(unbalance(data, 0.2, 2))).not.toEqual(rowsOf(unbalance(data, 0.2, 1)))
    expect(unbalance(data, 0, 1)).toBe(data)
  })
})
