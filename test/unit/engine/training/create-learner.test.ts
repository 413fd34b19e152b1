/** Which kernels a trial gets is what its configuration says; there is no other way to get some. */
import { describe, expect, it } from 'vitest'
import { FastLearner } from '../../../../src/engine/fast/learner'
import { createEpochLearner, createLearner } from '../../../../src/engine/training/create-learner'
import { ModuleLearner } from '../../../../src/engine/training/module-learner'
import { createSession } from '../../../../src/engine/training/session'
import { allKernels, dataFor, digest, fast, xorTrial } from './small-trials'

const { training } = dataFor(xorTrial(), 1)
const options = { seed: 1, training, plan: { batchSize: 7, updateSize: 7 } }
const missing = 'the configuration asks for the fast kernels, which were not given: hand over the compiled module as `fast`'

describe('a configuration with fast kernels', () => {
  it('trains on them', () => {
    expect(createLearner(xorTrial(), { ...options, fast })).toBeInstanceOf(FastLearner)
  })

  it('is refused where there are none, in any batch size, and not trained on the reference', () => {
    for (const batchSize of [7, 'full']) {
      const config = xorTrial({ batchSize })
      expect(() => createLearner(config, { ...options, fast: null })).toThrow(new RangeError(missing))
      expect(createEpochLearner(config, { ...options, fast: null })).toBeNull()
      expect(() => createSession({ config, seed: 1, data: { training, validation: null }, now: () => 0, digest })).toThrow(new RangeError(missing))
    }
  })
})

describe('a configuration with the reference kernels', () => {
  it('trains on them, whether there are others or not', () => {
    for (const module of [fast, null]) {
      for (const batchSize of [7, 'full']) {
        const config = xorTrial({ kernels: 'reference', batchSize })
        expect(createLearner(config, { ...options, fast: module })).toBeInstanceOf(ModuleLearner)
        expect(createEpochLearner(config, { ...options, fast: module })).toBeNull()
      }
    }
  })
})

it('both begin with the same weights', () => {
  const [reference, quick] = allKernels.map((kernels) => createLearner(xorTrial({ kernels }), { ...options, fast }).tensors())
  expect(quick).toEqual(reference!.map(({ name, shape, data }) => ({ name, shape, data })))
})
