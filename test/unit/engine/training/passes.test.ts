/** Trials whose training and evaluation differ: dropout and batch normalisation. */
import { describe, expect, it } from 'vitest'
import type { TrialConfig } from '../../../../src/engine/config/experiment'
import { validateExperiment } from '../../../../src/engine/config/validate'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { generateData } from '../../../../src/engine/data/generate'
import { decodeModel, encodeModel } from '../../../../src/engine/models/model-file'
import { createPredictor } from '../../../../src/engine/models/predictor'
import { createLearner } from '../../../../src/engine/training/create-learner'
import { maskStream } from '../../../../src/engine/training/mask-stream'
import { arithmetics, dataFor, fast, open, runThroughCheckpoints, runToEnd, xorTrial } from './small-trials'

const hidden = { units: 8, activation: 'relu' }
const networks = {
  dropout: { layers: [{ ...hidden, dropout: 0.3 }, { ...hidden, dropout: 0.5 }, { units: 2 }] },
  'batch normalisation': { layers: [{ ...hidden, batchNorm: true }, { ...hidden, batchNorm: { momentum: 0.3 } }, { units: 2 }] },
  both: {
    layers: [
      { ...hidden, batchNorm: true, dropout: 0.2 },
      { units: 2, batchNorm: true },
    ],
  },
}
const cases = Object.entries(networks).flatMap(([name, network]) => [8, 20, 'full'].map((batchSize) => [name, batchSize, network] as const))

function learnerOf(config: TrialConfig, training: Dataset, batchSize: number) {
  return createLearner(config, { seed: 1, training, plan: { batchSize, updateSize: batchSize }, fast })
}

describe.each(arithmetics)('on the $kernels kernels in $precision', ({ kernels, precision, decimals }) => {
  const trial = (changes: object = {}) => xorTrial({ kernels, precision, ...changes })

  describe('stop and resume at every batch', () => {
    it.each(cases)('leads to the same bits with %s in batches of %s', (_, batchSize, network) => {
      const config = trial({ network, batchSize })
      const session = open(config)
      const { records } = runToEnd(session)
      expect(runThroughCheckpoints(config)).toMatchObject({ records, parameters: session.parameters() })
    })

    it('also within a batch of several blocks, and within a group of batches that make one update', () => {
      const data = { source: 'xor', samples: 1300 }
      for (const changes of [{ batchSize: 1300 }, { batchSize: 100, accumulationSteps: 4 }]) {
        const config = trial({ data, network: networks.dropout, epochs: 2, ...changes })
        const session = open(config)
        const { records } = runToEnd(session)
        expect(runThroughCheckpoints(config)).toMatchObject({ records, parameters: session.parameters() })
      }
    })
  })

  describe('dropout in training', () => {
    it('follows from the seed: the same bits again, others with another seed', () => {
      const config = trial({ network: networks.dropout })
      const run = (seed: number) => runToEnd(open(config, { seed, digest: ({ length }) => String(length) })).records
      expect(run(1)).toEqual(run(1))
      expect(run(1)).not.toEqual(run(2))
    })

    it('draws another mask for every step and every block of it', () => {
      const first = (step: number, start: number) => maskStream(1, step, start).nextUint32()
      const words = [0, 1, 2, 1000].flatMap((step) => [0, 128, 512].map((start) => first(step, start)))
      expect(new Set(words).size).toBe(words.length)
      expect(first(3, 128)).toBe(first(3, 128))
    })

    it('is off in evaluation: what it scores is what the predictor answers', () => {
      const config = trial({ network: networks.dropout })
      const data = dataFor(config, 1)
      const learner = learnerOf(config, data.training, 7)
      const range = { order: null, start: 0, count: 40 }
      const before = learner.evaluate(data.training, range)
      expect(learner.evaluate(data.training, range)).toEqual(before)
      const other = learner.accumulate(data.training, range, { first: true, batch: 40 })
      expect(other.loss).not.toBe(before.loss)
    })
  })

  describe('batch normalisation in training', () => {
    it('takes each batch whole, whatever its size', () => {
      const config = trial({ data: { source: 'xor', samples: 1300 }, network: networks['batch normalisation'], batchSize: 'full' })
      expect(learnerOf(config, dataFor(config, 1).training, 1300).block).toBe(1300)
      expect(learnerOf(trial(), dataFor(config, 1).training, 1300).block).toBe(512)
    })

    it('stores running statistics that come to those of the data', () => {
      // One layer over the data itself: after many batches of all samples the running mean is that of W x + b over the data.
      const config = trial({ network: { layers: [{ units: 2, batchNorm: { momentum: 0.5 } }] }, batchSize: 'full', epochs: 60, optimizer: { name: 'sgd', learningRate: 1e-9 } }) // prettier-ignore
      const session = open(config)
      runToEnd(session)
      const tensors = new Map(session.parameters().map(({ name, data }) => [name, data]))
      const { samples, features } = dataFor(config, 1).training
      const [weight, bias] = ['layers.0.weight', 'layers.0.bias'].map((name) => tensors.get(name)!)
      const outputs = Array.from({ length: samples }, (_, s) => weight![0]! * features.values[2 * s]! + weight![1]! * features.values[2 * s + 1]! + bias![0]!)
      const mean = outputs.reduce((sum, value) => sum + value, 0) / samples
      const variance = outputs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (samples - 1)
      expect(tensors.get('layers.0.norm.running_mean')![0]).toBeCloseTo(mean, decimals - 1)
      expect(tensors.get('layers.0.norm.running_var')![0]).toBeCloseTo(variance, decimals - 1)
    })

    it('counts its statistics into the digest of the weights, the model file and the predictor', () => {
      const config = trial({ network: networks.both })
      const session = open(config)
      const { records } = runToEnd(session)
      const parameters = session.parameters().map((tensor) => ({ ...tensor, data: tensor.data.slice() }))
      expect(parameters.slice(0, 6).map(({ name }) => name)).toEqual([
        'layers.0.weight',
        'layers.0.bias',
        'layers.0.norm.weight',
        'layers.0.norm.bias',
        'layers.0.norm.running_mean',
        'layers.0.norm.running_var',
      ])
      const bytes = encodeModel({ config, seed: 1, epoch: 3, parameters })
      expect(decodeModel(bytes).parameters).toEqual(parameters)

      // The recorded validation accuracy is that of the model read back.
      const { features, samples, inputs, targets } = generateData(config.data, 1001).data
      const probabilities = createPredictor(config.network, inputs, decodeModel(bytes).parameters, 'classification', { fast }).predictDataset({
        features,
        samples,
        inputs,
      })
      const labels = targets.kind === 'classes' ? targets.labels : []
      const correct = Array.from({ length: samples }, (_, s) => Number(probabilities[2 * s]! < probabilities[2 * s + 1]!) === labels[s]).filter(Boolean).length
      expect(records.at(-1)?.validation.accuracy).toBe(correct / samples)
    })

    it('watches its statistics: one that is not finite is a divergence', () => {
      const config = trial({ network: networks.both })
      const learner = learnerOf(config, dataFor(config, 1).training, 7)
      expect(learner.isFinite()).toBe(true)
      const mean = learner.tensors().findIndex(({ name }) => name === 'layers.0.norm.running_mean')
      learner.state[mean]![0] = Infinity
      expect(learner.isFinite()).toBe(false)
    })
  })
})

describe('a negative running variance in a model file', () => {
  it('is refused by name', () => {
    const config = xorTrial({ network: networks.both })
    const session = open(config)
    const parameters = session.parameters()
    parameters.find(({ name }) => name === 'layers.0.norm.running_var')!.data[1] = -0.5
    expect(() => decodeModel(encodeModel({ config, seed: 1, epoch: 0, parameters }), 'm')).toThrow(
      'm, tensor "layers.0.norm.running_var": expected variances, found -0.5',
    )
  })
})

describe('batches that batch normalisation cannot take', () => {
  const experiment = (changes: object) => ({
    name: 'XOR',
    data: { source: 'xor', samples: 40 },
    network: networks.both,
    loss: 'cross_entropy',
    optimizer: 'adam',
    epochs: 1,
    ...changes,
  })
  const problems = (changes: object) => {
    const validated = validateExperiment(experiment(changes))
    return validated.ok ? [] : validated.problems
  }

  it('are refused where they have one sample, the last one included', () => {
    expect(problems({ batchSize: 8 })).toEqual([])
    expect(problems({ batchSize: 1 })).toEqual([{ field: 'batchSize', message: 'Batch normalisation needs at least 2 samples a batch: take a larger batch' }])
    // 40 = 3 13 + 1
    expect(problems({ batchSize: 13 })).toEqual([
      {
        field: 'batchSize',
        message:
          'Batch normalisation needs at least 2 samples a batch, but the last of 40 samples in batches of 13 has 1: drop the last batch or take another size',
      },
    ])
    expect(problems({ batchSize: 13, dropLastBatch: true })).toEqual([])
    expect(problems({ batchSize: 13, network: networks.dropout })).toEqual([])
  })

  it('are refused where the samples left by a holdout make one of them', () => {
    // 40 - 4 = 36 = 5 7 + 1
    expect(problems({ batchSize: 7, validation: { kind: 'holdout', fraction: 0.1 } })[0]?.field).toBe('batchSize')
    expect(problems({ batchSize: 7 })).toEqual([])
  })

  it('are refused where they take too much memory as a whole', () => {
    const digits = { data: 'mnist', network: { layers: [{ units: 64, batchNorm: true }, { units: 10 }] } }
    expect(problems({ ...digits, batchSize: 128 })).toEqual([])
    // 60000 (784 + 64 + 10)
    expect(problems({ ...digits, batchSize: 'full' })[0]).toEqual({
      field: 'batchSize',
      message: expect.stringContaining('60000 samples of 858 inputs and units are 51480000 numbers; at most 10000000 are allowed'),
    })
  })

  it('are refused by the session too, where the data has other numbers of samples than its description', () => {
    const config = xorTrial({ network: networks.both, batchSize: 8 })
    const data = { training: generateData(xorTrial({ data: { source: 'xor', samples: 41 } }).data, 1).data, validation: null }
    expect(() => open(config, { data })).toThrow('Batch normalisation needs at least 2 samples a batch, but the last of 41 samples in batches of 8 has 1')
  })
})
