import { describe, expect, it } from 'vitest'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createBatch } from '../../../../src/engine/training/batch'
import { EpochOrder } from '../../../../src/engine/training/epoch-order'

const bytes: Dataset = {
  samples: 3,
  inputs: 2,
  features: { kind: 'bytes', values: Uint8Array.of(0, 255, 51, 102, 1, 2) },
  targets: { kind: 'classes', labels: Uint8Array.of(2, 0, 1), classes: 3 },
}

describe('Batch', () => {
  it('takes bytes as byte / 255 in the kernels precision', () => {
    const single = createBatch(createReferenceKernels('float32'), { inputs: 2, outputs: 3, capacity: 3 }, 'labels')
    single.gather(bytes, { order: null, start: 0, count: 3 })
    expect([...single.features]).toEqual([0, 1, 0.2, 0.4, 1 / 255, 2 / 255].map(Math.fround))
    expect([...single.targets.labels]).toEqual([2, 0, 1])
    const double = createBatch(createReferenceKernels('float64'), { inputs: 2, outputs: 3, capacity: 3 }, 'labels')
    double.gather(bytes, { order: null, start: 2, count: 1 })
    expect([...double.features.subarray(0, 2)]).toEqual([1 / 255, 2 / 255])
  })

  it('follows the order', () => {
    const batch = createBatch(createReferenceKernels('float64'), { inputs: 2, outputs: 3, capacity: 2 }, 'labels')
    batch.gather(bytes, { order: Uint32Array.of(1, 2, 0), start: 1, count: 2 })
    expect([...batch.targets.labels]).toEqual([1, 2])
    expect([...batch.features]).toEqual([1 / 255, 2 / 255, 0, 1])
  })

  it('finds bytes by their rows where the samples are a part of them', () => {
    const some: Dataset = {
      ...bytes,
      samples: 2,
      features: { ...bytes.features, kind: 'bytes', values: Uint8Array.of(0, 255, 51, 102, 1, 2), rows: Uint32Array.of(2, 0) },
    }
    const batch = createBatch(createReferenceKernels('float64'), { inputs: 2, outputs: 3, capacity: 2 }, 'labels')
    batch.gather(some, { order: Uint32Array.of(1, 0), start: 0, count: 2 })
    expect([...batch.features]).toEqual([0, 1, 1 / 255, 2 / 255])
  })

  it('writes classes as one-hot rows where values are read', () => {
    const batch = createBatch(createReferenceKernels('float64'), { inputs: 2, outputs: 3, capacity: 2 }, 'values')
    batch.gather(bytes, { order: null, start: 0, count: 2 })
    batch.gather(bytes, { order: null, start: 1, count: 2 })
    expect([...batch.targets.values]).toEqual([1, 0, 0, 0, 1, 0])
  })

  it('copies real features and values', () => {
    const real: Dataset = {
      samples: 2,
      inputs: 1,
      features: { kind: 'real', values: Float64Array.of(0.5, -3) },
      targets: { kind: 'values', values: Float64Array.of(1, 2, 3, 4), outputs: 2 },
    }
    const batch = createBatch(createReferenceKernels('float64'), { inputs: 1, outputs: 2, capacity: 1 }, 'values')
    batch.gather(real, { order: null, start: 1, count: 1 })
    expect([...batch.features, ...batch.targets.values]).toEqual([-3, 3, 4])
  })
})

describe('EpochOrder', () => {
  it('is a new permutation each epoch, the same for the same seed and epoch', () => {
    const orders = new EpochOrder(1, 50, true)
    const first = [...(orders.of(1) ?? [])]
    const second = [...(orders.of(2) ?? [])]
    expect(first.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(second).not.toEqual(first)
    expect([...(orders.of(1) ?? [])]).toEqual(first)
    expect([...(new EpochOrder(1, 50, true).of(2) ?? [])]).toEqual(second)
    expect([...(new EpochOrder(2, 50, true).of(1) ?? [])]).not.toEqual(first)
  })

  it('is that of the data set without shuffling', () => {
    expect(new EpochOrder(1, 50, false).of(1)).toBeNull()
  })
})
