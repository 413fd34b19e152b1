import { describe, expect, it } from 'vitest'
import type { LossConfig } from '../../../../src/engine/config/loss'
import { createReferenceKernels } from '../../../../src/engine/kernels/reference'
import { createLearner } from '../../../../src/engine/training/create-learner'
import type { Learner } from '../../../../src/engine/training/learner'
import { arithmetics, dataFor, fast, open, runThroughCheckpoints, runToEnd, xorTrial } from './small-trials'

/** XOR with more samples than the learner works through at once. */
const weighted: LossConfig = { name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0, classWeights: [1, 4] }
const samples = 1300
const { training } = dataFor(xorTrial({ data: { source: 'xor', samples } }), 1, { validation: false })

describe.each(arithmetics)('on the $kernels kernels in $precision', ({ kernels, precision, decimals }) => {
  const config = xorTrial({ kernels, precision, data: { source: 'xor', samples }, loss: weighted, batchSize: 1200, epochs: 2 })

  function learnerWith(loss: LossConfig): Learner {
    return createLearner({ ...config, loss }, { seed: 3, training, plan: { batchSize: samples, updateSize: samples }, fast })
  }

  /** The gradients of one batch of all samples, gathered in blocks of the learner's size. */
  function gradientsOf(learner: Learner): number[] {
    for (let start = 0; start < samples; start += learner.block)
      learner.accumulate(training, { order: null, start, count: Math.min(learner.block, samples - start) }, { first: start === 0, batch: samples })
    return learner.pending.slice(0, learner.state.length).flatMap((gradient) => [...gradient])
  }

  describe('the mean over a weighted batch', () => {
    it('divides every block by the weights of the whole batch', () => {
      if (training.targets.kind !== 'classes') throw new Error('XOR has classes')
      const total = [...training.targets.labels].reduce((sum, label) => sum + (label === 0 ? 1 : 4), 0)
      // The sum has the same gradient, undivided.
      const mean = gradientsOf(learnerWith(weighted))
      const sum = gradientsOf(learnerWith({ ...weighted, reduction: 'sum' }))
      expect(learnerWith(weighted).block).toBeLessThan(samples)
      expect(Math.max(...mean)).toBeGreaterThan(0.01)
      for (const [i, gradient] of mean.entries()) expect(gradient).toBeCloseTo(sum[i]! / total, decimals)
    })

    it('is taken up within a batch to the same bits', () => {
      // A stop after each block: within the batch of 1200 its weight must be in the checkpoint.
      const data = dataFor(config, 1)
      expect(runThroughCheckpoints(config, { data }).records).toEqual(runToEnd(open(config, { data })).records)
    })
  })

  describe('losses in training', () => {
    it('tell two classes apart by one output', () => {
      const binary = xorTrial({
        kernels,
        precision,
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

    it('refuse values where labels are read', () => {
      const learner = learnerWith({ ...weighted, classWeights: null })
      const values = { ...training, targets: { kind: 'values' as const, values: new Float64Array(2 * samples), outputs: 2 } }
      expect(() => learner.evaluate(values, { order: null, start: 0, count: 2 })).toThrow('the loss reads classes but the data has values')
    })
  })
})

it('the reference scores one output against the labels as two outputs do', () => {
  const kernels = createReferenceKernels('float64')
  // Positive for class 1; 0 is the class 0, as the first of two equal outputs.
  expect(kernels.countCorrect(Float64Array.of(0.1, -2, 0, 3), Uint8Array.of(1, 0, 0, 0), 4, 1)).toBe(3)
  expect(kernels.countCorrect(Float64Array.of(0, 0.1, 0, -2, 0, 0, 0, 3), Uint8Array.of(1, 0, 0, 0), 4, 2)).toBe(3)
})
