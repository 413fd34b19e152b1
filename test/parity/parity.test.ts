/**
 * The fast kernels against the reference in float32: the same weights, samples and masks, step by step.
 *
 * The reference adds up in float64 and rounds where it stores, the fast kernels round every sum: the losses part by about 1e-7 a step, which
 * training multiplies. 2e-5 of the loss, or of 1 where that is larger, is what 50 steps may make of it.
 *
 * Some networks that are drawn at random multiply it by more, such as a normalisation of what weight decay has shrunk to next to nothing: there
 * float32 parts from float64 on the reference alone, and from itself when its initial weights change in their last bits. Networks are compared
 * for as long as the reference is sure of its loss by both.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTrial, featureKinds, optimizerInputs, parityTrial, type ParityTrial } from './problems'
import { takeSteps, type Steps } from './steps'

const steps = 50
const tolerance = 2e-5

/** How sure the reference must be of a loss that is compared: ten times as sure as the kernels must agree. */
const sureness = tolerance / 10
/** Shares of a weight: a few times the rounding of float32, as the sums of the fast kernels have it, to either side. */
const nudges = [5e-7, -5e-7]

function largestDifference(trial: ParityTrial): number {
  return Math.max(...differences(takeSteps(trial, 'reference', steps), takeSteps(trial, 'fast', steps)))
}

/** Step by step, of the loss or of 1 where that is larger. */
function differences(reference: Steps, other: Steps): number[] {
  return reference.losses.map((loss, k) => Math.abs(other.losses[k]! - loss) / Math.max(1, Math.abs(loss)))
}

/** Before the first difference that is not. */
function stepsWithin(limit: number, found: readonly number[]): number {
  const first = found.findIndex((difference) => !(difference < limit))
  return first < 0 ? found.length : first
}

test('any network of the schema takes the same steps', () => {
  let compared = 0
  let drawn = 0
  fc.assert(
    fc.property(anyTrial, (trial) => {
      const reference = takeSteps(trial, 'reference', steps)
      const inFloat64 = takeSteps({ ...trial, config: { ...trial.config, precision: 'float64' } }, 'reference', steps)
      const others = [inFloat64, ...nudges.map((nudge) => takeSteps(trial, 'reference', steps, nudge))]
      const sure = Math.min(...others.map((other) => stepsWithin(sureness, differences(reference, other))))
      expect(Math.max(0, ...differences(reference, takeSteps(trial, 'fast', steps)).slice(0, sure))).toBeLessThan(tolerance)
      compared += sure
      drawn += steps
    }),
    { numRuns: Number(process.env['PARITY_RUNS'] ?? 60) },
  )
  // Were most trials unsure early, the comparison would say little.
  expect(compared / drawn).toBeGreaterThan(0.9)
})

describe.each(featureKinds)('%s features', (kind) => {
  test.each(optimizerInputs.map((optimizer) => [JSON.stringify(optimizer), optimizer] as const))('%s', (_, optimizer) => {
    const network = { layers: [{ units: 13, activation: 'tanh' }, { units: 7, activation: 'relu' }, { units: 5 }] }
    const trial = parityTrial({ network, optimizer, batchSize: 12 }, { kind, samples: 50, inputs: 30, outputs: 5, task: 'cross_entropy', seed: 7 })
    expect(largestDifference(trial)).toBeLessThan(tolerance)
  })
})

test('a difference in one weight is seen', () => {
  const trial = parityTrial(
    { network: { layers: [{ units: 4, activation: 'tanh' }, { units: 3 }] }, optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 10 },
    { kind: 'real', samples: 40, inputs: 6, outputs: 3, task: 'cross_entropy', seed: 1 },
  )
  const [same, other] = [takeSteps(trial, 'reference', steps), takeSteps({ ...trial, config: { ...trial.config, l2: 0.001 } }, 'fast', steps)]
  expect(Math.max(...same.losses.map((loss, k) => Math.abs(other.losses[k]! - loss)))).toBeGreaterThan(tolerance)
})
