/** The absolute error, which an outlier moves no more than any other sample. */
import * as z from 'zod'
import type { LossShape, Vector } from '../kernels/kernels'
import { ElementwiseLoss, elementwiseReduction } from './elementwise'
import { defineLoss } from './loss'

const schema = z.strictObject({ name: z.literal('mae'), reduction: elementwiseReduction })

/** l = |e| with e = prediction - target; l' = the sign of e, which is 0 at the kink. */
export class MeanAbsoluteError extends ElementwiseLoss {
  protected measure(output: Vector, target: Vector, gradOutput: Vector, shape: LossShape): number {
    return this.kernels.absoluteError(output, target, gradOutput, shape)
  }
}

export const mae = defineLoss({
  title: 'Mean absolute error',
  formula: String.raw`\ell = |\hat{y} - y|,\qquad \frac{\partial \ell}{\partial \hat{y}} = \operatorname{sign}(\hat{y} - y)`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", Springer 2006, section 1.5.5',
  schema,
  build: ({ reduction }, { outputs }, kernels) => new MeanAbsoluteError(kernels, outputs, reduction),
})
