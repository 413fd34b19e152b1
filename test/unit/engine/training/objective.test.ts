/** What the learner makes of the gradients of the loss before the optimizer steps: penalties first, then clipping, then weight decay. */
import { describe, expect, it } from 'vitest'
import { trialSchema } from '../../../../src/engine/config/experiment'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { createLearner } from '../../../../src/engine/training/create-learner'
import { allKernels, fast, open, runToEnd, xorTrial } from './small-trials'

/** One sample, x = 1 and t = 0. With W = 2, b = 1: y = 3, loss 9, dL/dW = dL/db = 2 3 = 6. */
const data: Dataset = {
  samples: 1,
  inputs: 1,
  features: { kind: 'real', values: Float64Array.of(1) },
  targets: { kind: 'values', values: Float64Array.of(0), outputs: 1 },
}
const all = { order: null, start: 0, count: 1 }

describe.each(allKernels)('on the %s kernels', (kernels) => {
  /** Weight and bias after one step of plain SGD with rate 1, and the loss of that batch; all numbers here are exact in float32. */
  const step = (changes: object, weightDecay = 0): { weight: number; bias: number; loss: number } => {
    const config = trialSchema.parse({
      data: { source: 'line', samples: 4 },
      network: { layers: [{ units: 1 }] },
      loss: { name: 'mse', reduction: 'mean_all' },
      optimizer: { name: 'sgd', learningRate: 1, weightDecay },
      epochs: 1,
      kernels,
      ...changes,
    })
    const learner = createLearner(config, { seed: 1, training: data, plan: { batchSize: 1, updateSize: 1 }, fast })
    const [weight, bias] = learner.state
    weight![0] = 2
    bias![0] = 1
    const { loss } = learner.accumulate(data, all, { first: true, batch: 1 })
    learner.update(1)
    return { weight: weight![0], bias: bias![0], loss }
  }

  describe('one update', () => {
    it('without regularisation follows the gradient', () => {
      expect(step({})).toEqual({ weight: -4, bias: -5, loss: 9 })
    })

    it('adds the penalties to the gradient of the weight, and not to the recorded loss', () => {
      // 6 + 0.5 sign(2) + 0.25 2 = 7
      expect(step({ l1: 0.5, l2: 0.25 })).toEqual({ weight: -5, bias: -5, loss: 9 })
    })

    it('clips what the penalties have added', () => {
      // (6 + 2, 6) = (8, 6) has the norm 10: half of it is (4, 3)
      expect(step({ l2: 1, clipping: { kind: 'norm', limit: 5 } })).toEqual({ weight: -2, bias: -2, loss: 9 })
      expect(step({ l2: 1, clipping: { kind: 'value', limit: 7 } })).toEqual({ weight: -5, bias: -5, loss: 9 })
    })

    it('decays weights after clipping, on biases too unless they are spared', () => {
      // clipped (1, 1), then 1 + 0.5 2 = 2 and 1 + 0.5 1 = 1.5
      const clipping = { kind: 'value', limit: 1 } as const
      expect(step({ clipping }, 0.5)).toEqual({ weight: 0, bias: -0.5, loss: 9 })
      expect(step({ clipping, decayBiases: false }, 0.5)).toEqual({ weight: 0, bias: 0, loss: 9 })
    })
  })

  describe('in a trial', () => {
    it('an L1 penalty keeps weights smaller, biases apart', () => {
      const size = (l1: number) => {
        const session = open(xorTrial({ kernels, l1, epochs: 20 }))
        runToEnd(session)
        let sum = 0
        for (const { name, data: numbers } of session.parameters()) if (name.endsWith('weight')) for (const w of numbers) sum += Math.abs(w)
        return sum
      }
      expect(size(0.1)).toBeLessThan(0.5 * size(0))
    })

    it('a schedule sets the recorded rate and the steps', () => {
      const { records } = runToEnd(open(xorTrial({ kernels, optimizer: { name: 'sgd', learningRate: 0.8 }, schedule: { name: 'exponential', gamma: 0.5 } })))
      expect(records.map(({ learningRate }) => learningRate)).toEqual([0.8, 0.8, 0.4, 0.2])
      const constant = runToEnd(open(xorTrial({ kernels, optimizer: { name: 'sgd', learningRate: 0.8 } }))).records
      expect(records[1]?.weightDigest).toBe(constant[1]?.weightDigest)
      expect(records[2]?.weightDigest).not.toBe(constant[2]?.weightDigest)
    })
  })
})
