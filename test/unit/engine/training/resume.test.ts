/** Every optimizer, schedule and regularisation in a whole trial, on each of the kernels: stopping at each batch and going on gives the same bits. */
import { describe, expect, it } from 'vitest'
import type { TrialConfig } from '../../../../src/engine/config/experiment'
import { fitScaling, withScaling } from '../../../../src/engine/data/scaling'
import { isSparse } from '../../../../src/engine/fast/compress'
import { fitsFullBatch } from '../../../../src/engine/fast/full-batch'
import { optimizers } from '../../../../src/engine/optimizers/registry'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { schedules } from '../../../../src/engine/schedules/registry'
import type { SessionOptions } from '../../../../src/engine/training/session'
import { allKernels, arithmetics, checkpointsOf, dataFor, images, imageTrial, open, runThroughCheckpoints, runToEnd, xorTrial } from './small-trials'

function expectSameBits(config: TrialConfig, options: Partial<SessionOptions> = {}): EpochRecord[] {
  const session = open(config, options)
  const { records, end } = runToEnd(session)
  expect(end.kind).toBe('done')
  const resumed = runThroughCheckpoints(config, options)
  expect(resumed.records).toEqual(records)
  expect(resumed.end).toEqual(end)
  expect(resumed.parameters).toEqual(session.parameters())
  return records
}

const optimizerNames = optimizers.map(({ schema }) => schema.shape.name.value)
const scheduleNames = schedules.map(({ schema }) => schema.shape.name.value)

/** Every optimizer, and what else it can be. */
const optimizerInputs = [
  ...optimizerNames.map((name) => ({ name })),
  { name: 'adam', amsgrad: true },
  { name: 'adamw', amsgrad: true },
  { name: 'momentum', nesterov: true },
  { name: 'momentum', dampening: 0.5 },
  { name: 'rmsprop', centred: true, momentum: 0.9 },
  { name: 'adagrad', lrDecay: 0.1, initialAccumulator: 0.1 },
] as const

describe.each(arithmetics)('on the $kernels kernels in $precision', ({ kernels, precision }) => {
  it.each(optimizerInputs)('%j', (optimizer) => {
    expectSameBits(xorTrial({ kernels, precision, optimizer: { learningRate: 0.01, ...optimizer } }))
  })

  it.each(optimizerInputs)('%j with penalties, clipping and decay of the weights alone', (optimizer) => {
    const regularisation = { decayBiases: false, l1: 1e-3, l2: 1e-2, clipping: 'norm' }
    expectSameBits(xorTrial({ kernels, precision, optimizer: { learningRate: 0.01, weightDecay: 0.1, ...optimizer }, ...regularisation }))
  })
})

it('the images are sparse to the fast kernels', () => {
  expect(isSparse(images.features, images.inputs)).toBe(true)
})

describe.each(allKernels)('of images on the %s kernels', (kernels) => {
  const scaled = withScaling(images, fitScaling('standard', images, 'images'))
  const training = { data: { training: images, validation: images } }

  // Forty samples in batches of 7 make 18 steps in three epochs: more than the 16 between which the fast kernels set small averages to zero.
  it.each(optimizerInputs)('%j', (optimizer) => {
    expectSameBits(imageTrial({ kernels, optimizer: { learningRate: 0.01, ...optimizer } }), training)
  })

  it.each(optimizerInputs)('%j, standardised and with weight decay', (optimizer) => {
    const config = imageTrial({ kernels, optimizer: { learningRate: 0.01, weightDecay: 0.1, ...optimizer } })
    expectSameBits(config, { data: { training: scaled, validation: scaled } })
  })

  const layers = (hidden: object) => ({ network: { layers: [{ units: 9, activation: 'relu', ...hidden }, { units: 3 }] } })
  it.each(
    Object.entries<object>({
      'clipping by norm': { clipping: 'norm' },
      'clipping by value': { clipping: { kind: 'value', limit: 0.1 } },
      penalties: { l1: 1e-3, l2: 1e-2 },
      accumulation: { accumulationSteps: 4 },
      'accumulation with weighted classes': { accumulationSteps: 3, loss: { name: 'cross_entropy', classWeights: 'balanced' } },
      dropout: layers({ dropout: 0.3 }),
      'batch normalisation': layers({ batchNorm: true }),
      'dropout, batch normalisation and accumulation': { ...layers({ dropout: 0.3, batchNorm: true, bias: false }), accumulationSteps: 2 },
      'one batch of all samples': { batchSize: 'full' },
      'batches of one sample': { batchSize: 1, epochs: 2 },
    }),
  )('with %s', (_, changes) => {
    expectSameBits(imageTrial({ kernels, ...changes }), training)
  })
})

describe('whole epochs in one call of the fast kernels', () => {
  const whole = (changes: object) => xorTrial({ kernels: 'fast', batchSize: 'full', epochs: 40, ...changes })
  const bothData = (config: TrialConfig) => [true, false].map((validation) => ({ data: dataFor(config, 1, { validation }) }))

  it.each(optimizerInputs)('%j', (optimizer) => {
    const config = whole({ optimizer: { learningRate: 0.01, weightDecay: 0.1, ...optimizer } })
    for (const options of bothData(config)) {
      expect(fitsFullBatch(config, options.data.training)).toBe(true)
      expectSameBits(config, options)
    }
  })

  it.each(scheduleNames)('the schedule %s', (schedule) => {
    const config = whole({ schedule })
    for (const options of bothData(config)) expectSameBits(config, options)
  })
})

describe.each(allKernels)('early stopping on the %s kernels', (kernels) => {
  it.each([
    { batchSize: 7, evaluateEvery: 1, restoreBest: true },
    { batchSize: 7, evaluateEvery: 2, restoreBest: false },
    { batchSize: 'full', evaluateEvery: 3, restoreBest: true },
  ])('%j', ({ batchSize, evaluateEvery, restoreBest }) => {
    const optimizer = { name: 'adam', learningRate: 0.2 }
    const config = xorTrial({ kernels, optimizer, batchSize, evaluateEvery, epochs: 300, earlyStopping: { patience: 3, restoreBest } })
    const records = expectSameBits(config)
    expect(records.length).toBeLessThan(200) // or nothing was stopped
  })
})

describe.each(allKernels)('killed at any time on the %s kernels, a trial goes on from any checkpoint to the same bits', (kernels) => {
  const hidden = { units: 9, activation: 'relu', dropout: 0.3, batchNorm: true }
  it.each(
    Object.entries<object>({
      'batch normalisation, dropout, accumulation, clipping and a schedule that listens': {
        network: { layers: [hidden, { units: 3 }] },
        accumulationSteps: 2,
        clipping: 'norm',
        schedule: { name: 'reduce_on_plateau', patience: 0, threshold: 0.9 },
      },
      'early stopping': { optimizer: { name: 'nadam', learningRate: 0.1 }, earlyStopping: { patience: 1 }, epochs: 12 },
      'all samples in one batch': { batchSize: 'full', epochs: 12 },
    }),
  )('%s', (_, changes) => {
    const config = imageTrial({ kernels, ...changes })
    const options = { data: { training: images, validation: images } }
    const { records, end, parameters, checkpoints } = checkpointsOf(config, options)
    expect(checkpoints.length).toBeGreaterThan(records.length)
    for (const { state, reported } of checkpoints) {
      const session = open(config, { ...options, checkpoint: state })
      expect(runToEnd(session)).toEqual({ records: records.slice(reported), end })
      expect(session.parameters()).toEqual(parameters)
    }
  })
})

describe.each(allKernels)('schedules on the %s kernels', (kernels) => {
  it.each(scheduleNames)('%s', (name) => {
    expectSameBits(xorTrial({ kernels, schedule: name, epochs: 6 }))
  })

  it('reduce on plateau remembers its bad epochs', () => {
    // A step this small never gains the share of 0.9 that the threshold asks for: each second epoch after the first lowers the rate.
    const schedule = { name: 'reduce_on_plateau', patience: 1, factor: 0.5, threshold: 0.9 }
    const records = expectSameBits(xorTrial({ kernels, schedule, epochs: 8, optimizer: { name: 'sgd', learningRate: 0.01 } }))
    expect(records.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025, 0.00125])
  })
})
