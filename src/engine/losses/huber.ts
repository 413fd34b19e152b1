/** The Huber loss: squared for small errors, absolute for large ones. */
import * as z from 'zod'
import { real } from '../config/fields'
import type { LossKernels, LossShape, Vector } from '../kernels/kernels'
import { ElementwiseLoss, elementwiseReduction, type ElementwiseReduction } from './elementwise'
import { defineLoss } from './loss'

const schema = z.strictObject({
  name: z.literal('huber'),
  reduction: elementwiseReduction,
  delta: real(
    { min: 0, max: 1e6, open: true },
    { label: 'Delta', unit: 'δ', help: 'Where the squared error turns into the absolute one, in units of the targets.' },
  ).default(1),
})

/**
 * l = e²/2 where |e| <= delta, else delta (|e| - delta/2), with e = prediction - target: value and slope meet at delta.
 * l' = e, cut off at plus and minus delta. As torch.nn.HuberLoss; SmoothL1Loss is this divided by delta.
 */
export class HuberLoss extends ElementwiseLoss {
  constructor(
    kernels: LossKernels,
    outputs: number,
    reduction: ElementwiseReduction,
    private readonly delta: number,
  ) {
    super(kernels, outputs, reduction)
  }

  protected measure(output: Vector, target: Vector, gradOutput: Vector, shape: LossShape): number {
    return this.kernels.huberError(output, target, gradOutput, shape, this.delta)
  }
}

export const huber = defineLoss({
  title: 'Huber loss',
  formula: String.raw`\ell = \begin{cases} \frac{1}{2} e^2 & |e| \le \delta \\ \delta\,(|e| - \frac{1}{2}\delta) & |e| > \delta \end{cases},\quad e = \hat{y} - y,\qquad \frac{\partial \ell}{\partial \hat{y}} = \max(-\delta, \min(\delta, e))`,
  source: 'P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964',
  schema,
  build: ({ reduction, delta }, { outputs }, kernels) => new HuberLoss(kernels, outputs, reduction, delta),
})
