/** The squared error. */
import * as z from 'zod'
import type { LossShape, Vector } from '../kernels/kernels'
import { ElementwiseLoss, elementwiseReduction } from './elementwise'
import { defineLoss } from './loss'

const schema = z.strictObject({ name: z.literal('mse'), reduction: elementwiseReduction })

/** l = e² with e = prediction - target, without a factor 1/2; l' = 2 e. */
export class MeanSquaredError extends ElementwiseLoss {
  protected measure(output: Vector, target: Vector, gradOutput: Vector, shape: LossShape): number {
    return this.kernels.squaredError(output, target, gradOutput, shape)
  }
}

export const mse = defineLoss({
  title: 'Mean squared error',
  formula: String.raw`\ell = (\hat{y} - y)^2,\qquad \frac{\partial \ell}{\partial \hat{y}} = 2\,(\hat{y} - y)`,
  source: 'I. Goodfellow, Y. Bengio and A. Courville, "Deep learning", MIT Press 2016, section 5.5.1',
  schema,
  build: ({ reduction }, { outputs }, kernels) => new MeanSquaredError(kernels, outputs, reduction),
})
