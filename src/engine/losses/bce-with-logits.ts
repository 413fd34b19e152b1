/** Sigmoid and binary cross-entropy in one: each output answers yes or no, independently of the others. */
import * as z from 'zod'
import type { LossShape, Vector } from '../kernels/kernels'
import { ElementwiseLoss, elementwiseReduction } from './elementwise'
import { defineLoss, type LossUse, type Misfit } from './loss'

const schema = z.strictObject({ name: z.literal('bce_with_logits'), reduction: elementwiseReduction })

/**
 * For a logit x, p = sigmoid(x) and a target t from 0 to 1: l = -t ln p - (1 - t) ln(1 - p) = ln(1 + eˣ) - t x. From dp/dx = p (1 - p)
 *   l' = -t (1 - p) + (1 - t) p = p - t.
 * It is computed from the logit, because p and 1 - p round to 0 and 1, whose logarithm is no number.
 */
export class BinaryCrossEntropy extends ElementwiseLoss {
  protected measure(output: Vector, target: Vector, gradOutput: Vector, shape: LossShape): number {
    return this.kernels.binaryCrossEntropy(output, target, gradOutput, shape)
  }
}

function fits(_config: unknown, { task, outputs, bare }: LossUse): Misfit | null {
  if (task === 'regression') return { field: 'name', message: 'Binary cross-entropy needs classes but the data has targets: use mse' }
  if (outputs !== 2) return { field: 'name', message: `Binary cross-entropy tells 2 classes apart but the data has ${outputs}: use cross_entropy` }
  if (!bare) return { field: 'activation', message: 'Binary cross-entropy applies the sigmoid itself: the output layer takes the activation identity' }
  return null
}

function valuesProblem(values: Float64Array): string | null {
  const wrong = values.find((value) => !(value >= 0 && value <= 1))
  return wrong === undefined ? null : `expected targets from 0 to 1, found ${wrong}`
}

export const bceWithLogits = defineLoss({
  title: 'Binary cross-entropy',
  formula: String.raw`\ell = -y \ln \sigma(x) - (1 - y) \ln(1 - \sigma(x)) = \ln(1 + e^x) - x y,\qquad \frac{\partial \ell}{\partial x} = \sigma(x) - y`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", Springer 2006, section 4.3.2',
  schema,
  units: ({ task, outputs }) => (task === 'classification' && outputs === 2 ? 1 : outputs),
  fits,
  valuesProblem,
  build: ({ reduction }, { outputs }, kernels) => new BinaryCrossEntropy(kernels, outputs, reduction),
})
