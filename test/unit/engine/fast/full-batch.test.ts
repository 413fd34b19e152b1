/** Small full-batch trials: held to the reference, whatever their parts, and to the same bits however they are cut into calls. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TrialConfig } from '../../../../src/engine/config/experiment'
import { limits } from '../../../../src/engine/config/limits'
import { findPreset } from '../../../../src/engine/config/presets'
import { baseTrial } from '../../../../src/engine/config/trials'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { fitsFullBatch, FullBatchLearner } from '../../../../src/engine/fast/full-batch'
import { planFullBatch } from '../../../../src/engine/fast/full-batch-plan'
import { workspaceBytes } from '../../../../src/engine/fast/full-batch-workspace'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { createSession, type Advance } from '../../../../src/engine/training/session'
import { activationNames, drawData, optimizerInputs, parityTrial, type ParityTask, type ParityTrial } from '../../../parity/problems'
import { compiledKernels } from './instance'

const fast = compiledKernels()
/** What 50 epochs may make of the roundings, see test/parity. */
const tolerance = 2e-5

interface Run {
  records: EpochRecord[]
  end: Advance
  parameters: number[]
}

function run({ config, data }: ParityTrial, kernels: TrialConfig['kernels'], validation: Dataset | null = null): Run {
  const trial = { training: data, validation }
  const session = createSession({ config: { ...config, kernels }, seed: 3, data: trial, now: () => 0, digest: () => '', fast })
  const records: EpochRecord[] = []
  for (;;) {
    const outcome = session.advance(() => true)
    if (outcome.kind === 'epoch') records.push(outcome.record)
    else if (outcome.kind !== 'yielded') return { records, end: outcome, parameters: session.parameters().flatMap(({ data }) => [...data]) }
  }
}

/** The largest difference of their losses, as a share of those above 1. */
function largestDifference(one: Run, other: Run): number {
  expect(one.records.length).toBe(other.records.length)
  const differences = one.records.flatMap(({ train, validation }, k) =>
    [train.loss! - other.records[k]!.train.loss!, (validation.loss ?? 0) - (other.records[k]!.validation.loss ?? 0)].map(
      (difference) => Math.abs(difference) / Math.max(1, train.loss!, validation.loss ?? 0),
    ),
  )
  return Math.max(...differences)
}

interface Shape {
  inputs: number
  hidden: number
  outputs: number
  samples: number
  seed: number
  bias: boolean
}

const shape = fc.record({
  inputs: fc.integer({ min: 1, max: 6 }),
  hidden: fc.integer({ min: 1, max: 9 }),
  outputs: fc.integer({ min: 2, max: 5 }),
  samples: fc.integer({ min: 6, max: 70 }),
  seed: fc.integer({ min: 1, max: 1000 }),
  bias: fc.boolean(),
})

function smallTrial(
  { inputs, hidden, outputs, samples, seed, bias }: Shape,
  { activation = 'tanh', optimizer = { name: 'sgd', learningRate: 0.05 }, task = 'cross_entropy', ...rest }: Record<string, unknown> & { task?: ParityTask },
): ParityTrial {
  const network = {
    layers: [
      { units: hidden, activation, bias },
      { units: 3, activation },
      { units: task === 'bce' ? 1 : outputs, bias },
    ],
  }
  return parityTrial({ network, optimizer, batchSize: 'full', ...rest }, { kind: 'real', samples, inputs, outputs, task, seed })
}

function expectParity(changes: Parameters<typeof smallTrial>[1], runs = 8): void {
  fc.assert(
    fc.property(shape, (drawn) => {
      const trial = smallTrial(drawn, changes)
      expect(fitsFullBatch(trial.config, trial.data)).toBe(true)
      const [reference, whole] = [run(trial, 'reference'), run(trial, 'fast')]
      expect(largestDifference(reference, whole)).toBeLessThan(tolerance)
      // An answer on the edge may fall to either side.
      const counts = (records: EpochRecord[]) => records.map(({ train }) => (train.accuracy ?? 0) * drawn.samples)
      const other = counts(whole.records)
      expect(counts(reference.records).filter((count, k) => Math.abs(count - other[k]!) > 1.5)).toEqual([])
    }),
    { numRuns: runs },
  )
}

describe('takes the steps of the reference', () => {
  it.each(activationNames)('with the activation %s', (activation) => {
    expectParity({ activation })
  })

  it.each(['cross_entropy', 'smoothed', 'weighted', 'bce', 'mse', 'mae', 'huber'] as const)('with the loss of %s', (task) => {
    expectParity({ task, optimizer: { name: 'sgd', learningRate: 0.02 } })
  })

  it.each(['mean_all', 'sum', 'sum_outputs_mean_samples'])('with the reduction %s', (reduction) => {
    expectParity({ task: 'mse', loss: { name: 'mse', reduction }, optimizer: { name: 'sgd', learningRate: 0.001 } })
  })

  it('with summed cross-entropy', () => {
    expectParity({ loss: { name: 'cross_entropy', reduction: 'sum' }, optimizer: { name: 'sgd', learningRate: 0.002 } })
  })

  it.each(optimizerInputs.map((optimizer) => [JSON.stringify(optimizer), optimizer] as const))('with %s', (_, optimizer) => {
    expectParity({ optimizer })
  })

  it.each(['cosine', 'step', 'warmup_cosine', 'one_cycle', 'exponential', { name: 'reduce_on_plateau', patience: 0, threshold: 0.5 }])(
    'with the schedule %j',
    (schedule) => {
      expectParity({ schedule }, 3)
    },
  )

  it('with classes as the targets of squared errors', () => {
    fc.assert(
      fc.property(shape, (drawn) => {
        const trial = smallTrial(drawn, { loss: { name: 'mse' } })
        expect(largestDifference(run(trial, 'reference'), run(trial, 'fast'))).toBeLessThan(tolerance)
      }),
      { numRuns: 8 },
    )
  })

  it.each([
    ['a line', { inputs: 1, units: 1, samples: 301 }],
    ['a plane', { inputs: 2, units: 1, samples: 70 }],
    ['several targets of several inputs', { inputs: 5, units: 3, samples: 600 }],
    ['more inputs than samples have moments', { inputs: 9, units: 2, samples: 40 }],
  ])('with %s, from the moments of the data', (_, { inputs, units, samples }) => {
    for (const bias of [true, false]) {
      for (const optimizer of [
        { name: 'sgd', learningRate: 0.05 },
        { name: 'adam', learningRate: 0.05 },
      ]) {
        const trial = parityTrial(
          { network: { layers: [{ units, bias }] }, optimizer, batchSize: 'full' },
          { kind: 'real', samples, inputs, outputs: units, task: 'mse', seed: 5 },
        )
        const [reference, whole] = [run(trial, 'reference'), run(trial, 'fast')]
        expect(largestDifference(reference, whole)).toBeLessThan(tolerance)
        for (const [i, value] of reference.parameters.entries()) expect(Math.abs(whole.parameters[i]! - value)).toBeLessThan(tolerance)
      }
    }
  })

  it('with a line so near to its data that the moments have no digits left, and the samples are asked', () => {
    const x = Float64Array.from({ length: 64 }, (_, i) => (i - 32) / 32)
    const data: Dataset = {
      samples: 64,
      inputs: 1,
      features: { kind: 'real', values: x },
      targets: { kind: 'values', values: x.map((value) => 0.5 * value + 0.25), outputs: 1 },
    }
    const config = { network: { layers: [{ units: 1 }] }, optimizer: { name: 'sgd', learningRate: 0.3 }, batchSize: 'full', epochs: 200 }
    const { config: trial } = parityTrial(config, { kind: 'real', samples: 64, inputs: 1, outputs: 1, task: 'mse', seed: 1 })
    const { records, parameters } = run({ config: trial, data }, 'fast')
    // 64 float32 values near 0.5 that are right to their last bits.
    expect(records.at(-1)!.train.loss).toBeLessThan(1e-13)
    expect(records.every(({ train }) => train.loss! >= 0)).toBe(true)
    expect(parameters[0]).toBeCloseTo(0.5, 6)
    expect(parameters[1]).toBeCloseTo(0.25, 6)
  })

  it('with several blocks of samples, and validation data of other sizes', () => {
    const trial = smallTrial({ inputs: 3, hidden: 7, outputs: 3, samples: 601, seed: 4, bias: true }, { epochs: 10 })
    for (const samples of [5, 256, 700]) {
      const validation = drawData({ kind: 'real', samples, inputs: 3, outputs: 3, task: 'cross_entropy', seed: 9 })
      expect(largestDifference(run(trial, 'reference', validation), run(trial, 'fast', validation))).toBeLessThan(tolerance)
    }
  })

  it('with images, and early stopping that restores the best epoch', () => {
    const trial = parityTrial(
      {
        network: { layers: [{ units: 6, activation: 'relu' }, { units: 3 }] },
        optimizer: { name: 'adam', learningRate: 0.05 },
        batchSize: 'full',
        epochs: 200,
        earlyStopping: { patience: 5, restoreBest: true },
      },
      { kind: 'standardised', samples: 50, inputs: 9, outputs: 3, task: 'cross_entropy', seed: 2 },
    )
    expect(fitsFullBatch(trial.config, trial.data)).toBe(true)
    const validation = drawData({ kind: 'standardised', samples: 40, inputs: 9, outputs: 3, task: 'cross_entropy', seed: 8 })
    const [reference, whole] = [run(trial, 'reference', validation), run(trial, 'fast', validation)]
    expect(reference.records.length).toBeLessThan(150)
    expect(whole.end).toEqual(reference.end)
    expect(largestDifference(reference, whole)).toBeLessThan(10 * tolerance)
  })
})

describe('divergence', () => {
  it.each([
    ['a line', { inputs: 1, task: 'mse' as const, layers: [{ units: 1 }], learningRate: 50 }],
    ['a network', { inputs: 3, task: 'mse' as const, layers: [{ units: 4, activation: 'leaky_relu' }, { units: 2 }], learningRate: 5 }],
    ['classes', { inputs: 3, task: 'cross_entropy' as const, layers: [{ units: 4, activation: 'identity' }, { units: 2 }], learningRate: 1e9 }],
  ])('of %s is found in the epoch of the reference, and the last finite parameters are kept', (_, { inputs, task, layers, learningRate }) => {
    const outputs = layers.at(-1)!.units
    const trial = parityTrial(
      { network: { layers }, optimizer: { name: 'sgd', learningRate }, batchSize: 'full', epochs: 1000 },
      { kind: 'real', samples: 30, inputs, outputs, task, seed: 6 },
    )
    const [reference, whole] = [run(trial, 'reference'), run(trial, 'fast')]
    expect(whole.end.kind).toBe('diverged')
    expect(whole.end).toEqual(reference.end)
    expect(whole.records.length).toBe(reference.records.length)
    expect(whole.records.length).toBeGreaterThan(1)
    expect(whole.parameters.every(Number.isFinite)).toBe(true)

    const until = { ...trial, config: { ...trial.config, epochs: whole.records.length - 1 } }
    expect(run(until, 'fast').parameters).toEqual(whole.parameters)
  })
})

/** XOR of figure 3 with every rule's memory in use. */
function xorTrial(optimizer: object = { name: 'nadam', learningRate: 0.01 }): ParityTrial {
  return smallTrial({ inputs: 2, hidden: 8, outputs: 2, samples: 41, seed: 1, bias: true }, { optimizer, epochs: 40, batchSize: 41 })
}

describe('calls', () => {
  const optimizers = [
    { name: 'sgd' },
    { name: 'momentum', dampening: 0.5 },
    { name: 'adagrad', lrDecay: 0.1 },
    { name: 'rmsprop', momentum: 0.5 },
    { name: 'nadam' },
    { name: 'adam', amsgrad: true },
  ]

  it.each(optimizers)('of any length give the same bits, %j', (optimizer) => {
    const { config, data } = xorTrial(optimizer)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }), (lengths) => {
        const total = lengths.reduce((sum, length) => sum + length, 0)
        const rates = Float64Array.from({ length: total }, (_, k) => 0.01 + 0.001 * (Math.floor(k / 3) % 5))
        const [once, often] = [1, 2].map(() => new FullBatchLearner(fast, { config, seed: 1, data }))
        expect(total).toBeLessThanOrEqual(once!.mostEpochs)
        const losses = [...once!.trainEpochs((k) => rates[k]!, total).losses.subarray(0, total)]
        once!.select(total - 1)
        const found: number[] = []
        for (let done = 0, i = 0; i < lengths.length; done += lengths[i]!, i++) {
          found.push(...often!.trainEpochs((k) => rates[done + k]!, lengths[i]!).losses.subarray(0, lengths[i]))
          often!.select(lengths[i]! - 1)
        }
        expect(found).toEqual(losses)
        expect([...often!.state, ...often!.optimizer.vectors]).toEqual([...once!.state, ...once!.optimizer.vectors])
        expect(often!.optimizer.steps).toBe(total)
      }),
      { numRuns: 20 },
    )
  })

  it('leave the state alone until an epoch is selected, and go back to any of them', () => {
    const { config, data } = xorTrial()
    const learner = new FullBatchLearner(fast, { config, seed: 1, data })
    const everything = () => [...learner.state, ...learner.optimizer.vectors].flatMap((vector) => [...vector])
    const rates = new Float64Array(10).fill(0.01)
    const before = everything()
    learner.trainEpochs((k) => rates[k]!, 10)
    expect(everything()).toEqual(before)
    const after = Array.from({ length: 10 }, (_, k) => {
      learner.select(k)
      return everything()
    })
    learner.select(3)
    expect(everything()).toEqual(after[3])
    learner.trainEpochs((k) => rates[k]!, 1)
    learner.select(0)
    expect(everything()).toEqual(after[4])
    expect(learner.optimizer.steps).toBe(5)
  })

  it('may take turns with those of other trials', () => {
    const one = xorTrial()
    const two = { ...xorTrial({ name: 'adam' }), data: drawData({ kind: 'real', samples: 41, inputs: 2, outputs: 2, task: 'cross_entropy', seed: 77 }) }
    const alone = [run(one, 'fast'), run(two, 'fast')]
    const learners = [one, two].map(({ config, data }) => new FullBatchLearner(fast, { config, seed: 3, data }))
    for (const [k, { config, data }] of [one, two].entries()) learners[k]!.evaluate(data, { order: null, start: 0, count: config.epochs })
    for (let epoch = 0; epoch < 40; epoch++) {
      for (const [k, { config }] of [one, two].entries()) {
        learners[k]!.trainEpochs(() => config.optimizer.learningRate, 1)
        learners[k]!.select(0)
      }
    }
    expect(learners.map((learner) => learner.tensors().flatMap(({ data }) => [...data]))).toEqual(alone.map(({ parameters }) => parameters))
  })
})

describe('epochs that were trained ahead', () => {
  it('stay while other learners come and go', () => {
    const one = xorTrial()
    const two = xorTrial({ name: 'adam' })
    const everything = ({ state, optimizer }: FullBatchLearner) => [...state, ...optimizer.vectors].flatMap((vector) => [...vector])
    const rates = new Float64Array(12).fill(0.01)
    const alone = new FullBatchLearner(fast, { ...one, seed: 3 })
    const wanted = [...alone.trainEpochs((k) => rates[k]!, 12).losses.subarray(0, 12)]
    const states = wanted.map((_, k) => {
      alone.select(k)
      return everything(alone)
    })

    const [learner, other] = [one, two].map((trial) => new FullBatchLearner(fast, { ...trial, seed: 3 }))
    const trained = learner!.trainEpochs((k) => rates[k]!, 12)
    other!.trainEpochs((k) => rates[k]!, 12)
    // Back again, though not to train, and away once more.
    learner!.evaluate(one.data, { order: null, start: 0, count: 41 })
    other!.trainEpochs((k) => rates[k]!, 12)
    expect([...trained.losses.subarray(0, 12)]).toEqual(wanted)
    for (const [k, state] of states.entries()) {
      learner!.select(k)
      expect(everything(learner!)).toEqual(state)
    }
  })
})

describe('sessions', () => {
  it.each([{ name: 'sgd' }, { name: 'nadam' }, { name: 'rmsprop', centred: true, momentum: 0.9 }])(
    'resume after any epoch to the same bits, %j',
    (optimizer) => {
      const { config: given, data } = xorTrial(optimizer)
      const config = { ...given, kernels: 'fast' as const }
      for (const validation of [null, drawData({ kind: 'real', samples: 300, inputs: 2, outputs: 2, task: 'cross_entropy', seed: 5 })]) {
        const options = { config, seed: 3, data: { training: data, validation }, now: () => 0, digest: () => '', fast }
        const uninterrupted = run({ config, data }, 'fast', validation)
        let session = createSession(options)
        const records: EpochRecord[] = []
        for (;;) {
          const outcome = session.advance(() => true)
          if (outcome.kind === 'done') break
          if (outcome.kind === 'epoch') records.push(outcome.record)
          session = createSession({ ...options, checkpoint: session.checkpoint() })
        }
        expect(records).toEqual(uninterrupted.records)
        expect(session.parameters().flatMap(({ data }) => [...data])).toEqual(uninterrupted.parameters)
      }
    },
  )

  it('show the parameters of the epoch that was reported, not of those trained ahead', () => {
    const { config, data } = xorTrial()
    for (const epochs of [1, 2, 17]) {
      const session = createSession({
        config: { ...config, kernels: 'fast' },
        seed: 3,
        data: { training: data, validation: null },
        now: () => 0,
        digest: () => '',
        fast,
      })
      for (let done = -1; done < epochs;) if (session.advance(() => false).kind === 'epoch') done++
      const short = run({ config: { ...config, epochs }, data }, 'fast')
      expect(session.parameters().flatMap(({ data }) => [...data])).toEqual(short.parameters)
      expect(session.progress).toEqual({ epoch: epochs, batch: 0, batches: 1 })
    }
  })
})

describe('fitsFullBatch', () => {
  const data = { samples: 200, inputs: 2 }
  const config = baseTrial(findPreset('fig3')!.config)

  it('takes the small problems of the report', () => {
    for (const [id, inputs] of [['fig1', 1], ['fig2', 2], ['fig3', 2]] as const) expect(fitsFullBatch(baseTrial(findPreset(id)!.config), { samples: 200, inputs })).toBe(true) // prettier-ignore
    expect(fitsFullBatch({ ...config, batchSize: 200 }, data)).toBe(true)
  })

  it.each([
    ['batches', { batchSize: 100 }],
    ['penalties', { l1: 0.1 }],
    ['clipping', { clipping: { kind: 'norm', limit: 1 } as const }],
    ['decay that spares biases', { decayBiases: false, optimizer: { ...config.optimizer, weightDecay: 0.1 } }],
    ['dropout', { network: { layers: config.network.layers.map((layer) => ({ ...layer, dropout: 0.5 })) } }],
    ['normalisation', { network: { layers: config.network.layers.map((layer) => ({ ...layer, batchNorm: { momentum: 0.1, epsilon: 1e-5 } })) } }],
    ['wide layers', { network: { layers: config.network.layers.map((layer) => ({ ...layer, units: 100 })) } }],
  ])('leaves %s to the other learner', (_, changes: Partial<TrialConfig>) => {
    expect(fitsFullBatch({ ...config, ...changes }, data)).toBe(false)
  })

  it('takes nothing that has no room in the workspace', () => {
    const layers = Array.from({ length: limits.layers }, () => ({ units: 32, activation: 'tanh' }))
    const trial = parityTrial(
      { network: { layers: [...layers.slice(1), { units: 10 }] }, optimizer: { name: 'adam', amsgrad: true }, batchSize: 'full', epochs: 1 },
      { kind: 'real', samples: 4096, inputs: 32, outputs: 10, task: 'cross_entropy', seed: 1 },
    )
    expect(fitsFullBatch(trial.config, trial.data)).toBe(true)
    expect(planFullBatch(trial.config, trial.data, 3, 0).end).toBeLessThan(workspaceBytes)
  })

  it('leaves many samples and wide ones to the other learner', () => {
    expect(fitsFullBatch(config, { samples: 100_000, inputs: 2 })).toBe(false)
    expect(fitsFullBatch(config, { samples: 200, inputs: 784 })).toBe(false)
  })
})
