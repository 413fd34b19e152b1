import { describe, expect, it } from 'vitest'
import { arithmetics, open, optimizers, runToEnd, xorTrial } from './small-trials'

function largestDifference(one: number[], other: number[]): number {
  expect(one.length).toBe(other.length)
  return Math.max(...one.map((value, i) => Math.abs(value - other[i]!)))
}

describe.each(arithmetics)('on the $kernels kernels in $precision', ({ kernels, precision, decimals }) => {
  const rounding = 10 ** -decimals

  /** Final parameters and training losses, one after the other. */
  const outcome = (changes: object): number[] => {
    const session = open(xorTrial({ kernels, precision, ...changes }))
    const losses = runToEnd(session).records.map(({ train }) => train.loss ?? NaN)
    return [...session.parameters().flatMap(({ data }) => [...data]), ...losses]
  }

  describe('batches whose gradients are accumulated', () => {
    const losses = [
      { name: 'cross_entropy', reduction: 'mean' },
      { name: 'cross_entropy', reduction: 'sum' },
      { name: 'cross_entropy', reduction: 'mean', classWeights: [1, 3] },
      { name: 'cross_entropy', reduction: 'mean', labelSmoothing: 0.1 },
      { name: 'mse', reduction: 'mean_all' },
      { name: 'mse', reduction: 'sum_outputs_mean_samples' },
      { name: 'mse', reduction: 'sum' },
    ]
    it.each(losses)('make the update of one batch as large, with $name and $reduction', (loss) => {
      const small = { loss, optimizer: { name: 'sgd', learningRate: 0.01 }, epochs: 5 }
      // 40 samples: 8 batches of 5 in two groups of 4, or 2 batches of 20.
      const large = outcome({ ...small, batchSize: 20 })
      expect(largestDifference(outcome({ ...small, batchSize: 5, accumulationSteps: 4 }), large)).toBeLessThan(rounding)
      expect(largestDifference(outcome({ ...small, batchSize: 10, accumulationSteps: 2 }), large)).toBeLessThan(rounding)
      expect(largestDifference(outcome({ ...small, batchSize: 1, accumulationSteps: 20 }), large)).toBeLessThan(rounding)
      expect(largestDifference(outcome({ ...small, batchSize: 5 }), large)).toBeGreaterThan(1e-6)
    })

    it.each(optimizers)('make one step of $name', (optimizer) => {
      const large = outcome({ optimizer, batchSize: 20 })
      expect(largestDifference(outcome({ optimizer, batchSize: 4, accumulationSteps: 5 }), large)).toBeLessThan(rounding)
    })

    it('have penalties and clipping once', () => {
      const changes = { optimizer: { name: 'sgd', learningRate: 0.1 }, l1: 0.01, l2: 0.02, clipping: { kind: 'norm', limit: 0.1 } }
      const large = outcome({ ...changes, batchSize: 20 })
      expect(largestDifference(outcome({ ...changes, batchSize: 4, accumulationSteps: 5 }), large)).toBeLessThan(rounding)
      expect(largestDifference(outcome({ optimizer: changes.optimizer, batchSize: 20 }), large)).toBeGreaterThan(1e-6)
    })

    it('at the end of an epoch are fewer, and count by the samples that there are', () => {
      // 40 samples in batches of 7: 7 7 7 | 7 7 5, the last group of 19 samples as the last batch of a plan of 21.
      const change = { epochs: 4, optimizer: { name: 'sgd', learningRate: 0.1 } }
      expect(largestDifference(outcome({ ...change, batchSize: 7, accumulationSteps: 3 }), outcome({ ...change, batchSize: 21 }))).toBeLessThan(rounding)
      // Without the last, smaller batch: 7 7 7 | 7 7.
      const dropped = outcome({ ...change, batchSize: 7, accumulationSteps: 3, dropLastBatch: true })
      expect(largestDifference(dropped, outcome({ ...change, batchSize: 7, accumulationSteps: 3 }))).toBeGreaterThan(1e-6)
    })

    it('may be all of an epoch', () => {
      const change = { optimizer: { name: 'sgd', learningRate: 0.1 } }
      expect(largestDifference(outcome({ ...change, batchSize: 7, accumulationSteps: 1000 }), outcome({ ...change, batchSize: 'full' }))).toBeLessThan(rounding)
    })

    it('are still counted one by one', () => {
      expect(open(xorTrial({ batchSize: 5, accumulationSteps: 4 })).progress.batches).toBe(8)
    })
  })

  it('one by one is what accumulation of 1 means', () => {
    expect(outcome({ accumulationSteps: 1 })).toEqual(outcome({}))
  })
})
