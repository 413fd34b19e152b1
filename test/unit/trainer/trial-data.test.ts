import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../src/engine/data/dataset'
import { experimentSchema } from '../../../src/engine/config/experiment'
import { baseTrial } from '../../../src/engine/config/trials'
import type { Mnist } from '../../../src/trainer/mnist-files'
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

function mnistConfig(validation: 'none' | 'test') {
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
  const mnist: Mnist = { training: { data: digits(6), digest: 'a' }, test: { data: digits(2), digest: 'b' } }

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
})
