import { describe, expect, it } from 'vitest'
import type { LossConfig } from '../../../../src/engine/config/loss'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createStream } from '../../../../src/engine/random/stream'
import { ModuleLearner } from '../../../../src/engine/training/module-learner'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { dataFor, open, runToEnd, xorTrial } from './small-trials'

/** XOR with more samples than the learner works through at once. */
const weighted: LossConfig = { name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0, classWeights: [1, 4] }
const config = xorTrial({ data: { source: 'xor', samples: 1300 }, loss: weighted, batchSize: 1300, precision: 'float64', epochs: 2 })
const { training } = dataFor(config, 1, { validation: false })

function learnerWith(loss: LossConfig): ModuleLearner {
  const { network, optimizer } = config
  const learner = new ModuleLearner({ network, loss, optimizer, inputs: 2, kernels: createReferenceKernels('float64'), targets: training.targets })
  const stream = createStream(3, 'data')
  for (const { data } of learner.parameters) for (let i = 0; i < data.length; i++) data[i] = stream.gaussian()
  return learner
}

/** The gradients of one batch of all samples, gathered in blocks of the learner's size. */
function gradientsOf(learner: ModuleLearner): number[] {
  const batch = training.samples
  for (let start = 0; start < batch; start += learner.block)
    learner.accumulate(training, { order: null, start, count: Math.min(learner.block, batch - start) }, { first: start === 0, batch })
  return learner.parameters.flatMap(({ gradient }) => [...gradient])
}

describe('the mean over a weighted batch', () => {
  it('divides every block by the weights of the whole batch', () => {
    if (training.targets.kind !== 'classes') throw new Error('XOR has classes')
    const total = [...training.targets.labels].reduce((sum, label) => sum + (label === 0 ? 1 : 4), 0)
    // The sum has the same gradient, undivided.
    const mean = gradientsOf(learnerWith(weighted))
    const sum = gradientsOf(learnerWith({ ...weighted, reduction: 'sum' }))
    expect(learnerWith(weighted).block).toBeLessThan(training.samples)
    for (const [i, gradient] of mean.entries()) expect(gradient * total).toBeCloseTo(sum[i]!, 9)
  })

  it('is taken up within a batch to the same bits', () => {
    const data = dataFor(config, 1)
    const whole = runToEnd(open(config, { data }))
    let session = open(config, { data })
    const records: EpochRecord[] = []
    // A stop after each block: within the one batch of an epoch, its weight must be in the checkpoint.
    for (let end = false; !end;) {
      const outcome = session.advance(() => true)
      if (outcome.kind === 'epoch') records.push(outcome.record)
      end = outcome.kind === 'done' || outcome.kind === 'diverged'
      session = open(config, { data, checkpoint: session.checkpoint() })
    }
    expect(records).toEqual(whole.records)
  })
})

describe('losses in training', () => {
  it('tell two classes apart by one output', () => {
    const binary = xorTrial({
      data: { source: 'xor', samples: 200 },
      network: { layers: [{ units: 8, activation: 'tanh' }, { units: 1 }] },
      loss: 'bce_with_logits',
      optimizer: { name: 'adam', learningRate: 0.05 },
      batchSize: 20,
      epochs: 40,
    })
    const { records } = runToEnd(open(binary, { data: dataFor(binary, 1) }))
    const [before, after] = [records[0], records.at(-1)]
    // Untrained, a yes or no costs about ln 2.
    expect(before?.train.loss).toBeGreaterThan(0.5)
    expect(after?.train.loss).toBeLessThan(0.2)
    expect(after?.train.accuracy).toBeGreaterThan(0.95)
    expect(after?.validation.accuracy).toBeGreaterThan(0.9)
  })

  it('score one output against the labels as two outputs do', () => {
    const kernels = createReferenceKernels('float64')
    // Positive for class 1; 0 is the class 0, as the first of two equal outputs.
    expect(kernels.countCorrect(Float64Array.of(0.1, -2, 0, 3), Uint8Array.of(1, 0, 0, 0), 4, 1)).toBe(3)
    expect(kernels.countCorrect(Float64Array.of(0, 0.1, 0, -2, 0, 0, 0, 3), Uint8Array.of(1, 0, 0, 0), 4, 2)).toBe(3)
  })

  it('refuse values where labels are read', () => {
    const learner = learnerWith({ ...weighted, classWeights: null })
    const values = { ...training, targets: { kind: 'values' as const, values: new Float64Array(2 * training.samples), outputs: 2 } }
    expect(() => learner.evaluate(values, { order: null, start: 0, count: 2 })).toThrow('the loss reads classes but the data has values')
  })
})
