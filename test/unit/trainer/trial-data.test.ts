import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../src/engine/data/dataset'
import { experimentSchema, type ExperimentInput } from '../../../src/engine/config/experiment'
import { baseTrial } from '../../../src/engine/config/trials'
import type { LoadedImages } from '../../../src/trainer/image-files'
import { loadTrialData } from '../../../src/trainer/trial-data'
import { xorConfig } from './fixtures'

function digits(samples: number): Dataset {
  return {
    samples,
    inputs: 784,
    features: { kind: 'bytes', values: new Uint8Array(samples * 784) },
    targets: { kind: 'classes', labels: new Uint8Array(samples), classes: 10 },
  }
}

function mnistConfig(validation: ExperimentInput['validation']) {
  return baseTrial(
    experimentSchema.parse({
      name: 'MNIST',
      data: 'mnist',
      network: { layers: [{ units: 10 }] },
      loss: 'cross_entropy',
      optimizer: { name: 'sgd', learningRate: 0.1 },
      epochs: 1,
      validation,
    }),
  )
}

describe('the data of a trial', () => {
  const mnist: LoadedImages = { training: { data: digits(6), digest: 'a' }, test: { data: digits(2), digest: 'b' } }

  test('is generated from its seed', () => {
    const [first, again, other] = [1, 1, 2].map((seed) => loadTrialData(xorConfig(), seed, null))
    expect(first?.data.training.samples).toBe(16)
    expect(first?.data.validation).toBeNull()
    expect(first?.digest).toMatch(/^[0-9a-f]{64}$/)
    expect(again?.digest).toBe(first?.digest)
    expect(other?.digest).not.toBe(first?.digest)
  })

  test('is what was read, as it is', () => {
    const { data, digest } = loadTrialData(mnistConfig('test'), 1, mnist)
    expect(data.training).toBe(mnist.training.data)
    expect(data.validation).toBe(mnist.test.data)
    expect(loadTrialData(mnistConfig('test'), 2, mnist).digest).toBe(digest)
  })

  test('has no validation data where none is asked for', () => {
    const { data, digest } = loadTrialData(mnistConfig('none'), 1, mnist)
    expect(data.validation).toBeNull()
    expect(digest).not.toBe(loadTrialData(mnistConfig('test'), 1, mnist).digest)
  })

  describe('of which a part is held out', () => {
    const labelled = (() => {
      const data = digits(100)
      const targets = { kind: 'classes' as const, labels: Uint8Array.from({ length: 100 }, (_, i) => i % 10), classes: 10 }
      return { training: { data: { ...data, targets }, digest: 'a' }, test: mnist.test }
    })()
    const config = mnistConfig({ kind: 'holdout', fraction: 0.2 })

    test('has every sample once, and leaves the test set alone', () => {
      const { training, validation } = loadTrialData(config, 1, labelled).data
      expect([training.samples, validation?.samples]).toEqual([80, 20])
      const rows = [training, validation].flatMap((part) => (part?.features.kind === 'bytes' ? [...(part.features.rows ?? [])] : []))
      expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    })

    test('shares the images with all threads', () => {
      const { training, validation } = loadTrialData(config, 1, labelled).data
      expect(training.features.values).toBe(labelled.training.data.features.values)
      expect(validation?.features.values).toBe(labelled.training.data.features.values)
    })

    test('follows from the seed, and its digest from what is in which part', () => {
      const digest = (seed: number, changes: object = {}) => loadTrialData(mnistConfig({ kind: 'holdout', fraction: 0.2, ...changes }), seed, labelled).digest
      expect(digest(1)).toMatch(/^[0-9a-f]{64}$/)
      expect(digest(1)).toBe(digest(1))
      expect(new Set([digest(1), digest(2), digest(1, { fraction: 0.3 }), digest(1, { stratified: false })]).size).toBe(4)
    })

    test('may be generated', () => {
      const { training, validation } = loadTrialData({ ...xorConfig(), validation: { kind: 'holdout', fraction: 0.25, stratified: true } }, 1, null).data
      expect([training.samples, validation?.samples]).toEqual([12, 4])
    })

    test('is refused with the row of the source where a label is no class', () => {
      const labels = new Uint8Array(100)
      labels[42] = 11
      const wrong = { ...labelled, training: { ...labelled.training, data: { ...digits(100), targets: { kind: 'classes' as const, labels, classes: 10 } } } }
      expect(() => loadTrialData(config, 1, wrong)).toThrow('mnist data, row 42: expected a label from 0 to 9, found 11')
    })
  })

  describe('with wrong labels, an imbalance or a scaling', () => {
    const labelled: LoadedImages = {
      training: {
        data: { ...digits(100), targets: { kind: 'classes', labels: Uint8Array.from({ length: 100 }, (_, i) => i % 10), classes: 10 } },
        digest: 'a',
      },
      test: mnist.test,
    }
    const load = (data: object, seed = 1) => {
      const config = mnistConfig('test')
      return loadTrialData({ ...config, data: { ...config.data, ...data } }, seed, labelled)
    }

    test('leaves the files and the test set as they are', () => {
      const { training, validation } = load({ labelNoise: 0.5 }).data
      expect(training.features.values).toBe(labelled.training.data.features.values)
      expect(training.targets).not.toEqual(labelled.training.data.targets)
      expect(validation).toBe(mnist.test.data)
    })

    test('has a digest of the samples and labels that it learns from', () => {
      const digests = [load({}), load({ labelNoise: 0.1 }), load({ labelNoise: 0.1 }, 2), load({ imbalance: 0.05 }), load({ imbalance: 0.05 }, 2)].map(
        ({ digest }) => digest,
      )
      expect(new Set(digests).size).toBe(5)
      expect(load({ labelNoise: 0.1 }).digest).toBe(digests[1])
    })

    test('gives both parts the same scaling, which is no part of the digest', () => {
      const { data, digest } = load({ scaling: 'standard' })
      expect(data.validation?.features.scaling).toBe(data.training.features.scaling)
      expect(data.training.features.scaling?.shift).toHaveLength(784)
      expect(digest).toBe(load({}).digest)
    })
  })
})
