/** What stands between the gradients of the loss and the step, in the kernels' memory: penalties and clipping, as `engine/regularisation` has them. */
import type { PenaltyConfig } from '../regularisation/penalty'
import { clipCoefficient } from '../regularisation/clip-norm'
import type { ClippingConfig } from '../regularisation/registry'
import type { FastInstance } from './module'
import type { FastParameter } from './parameter'

type Gradients = readonly Pick<FastParameter, 'gradient' | 'count'>[]

/** Adds the derivative of the penalties to the gradients of the weights. */
export function addPenaltyFast({ l1, l2 }: PenaltyConfig, parameters: readonly FastParameter[], { kernels }: FastInstance): void {
  if (l1 === 0 && l2 === 0) return
  for (const { weight, gradient, count, isWeight } of parameters) if (isWeight) kernels.addPenalty(weight, gradient, count, l1, l2)
}

/** Bounds the gradients of all parameters together. */
export function clipFast(config: ClippingConfig, parameters: Gradients, instance: FastInstance): void {
  switch (config.kind) {
    case 'none':
      return
    case 'value':
      for (const { gradient, count } of parameters) instance.kernels.clampTo(gradient, count, config.limit)
      return
    case 'norm': {
      const coefficient = clipCoefficient(totalNormFast(parameters, instance), config.limit)
      if (coefficient === 1) return
      for (const { gradient, count } of parameters) instance.kernels.scaleBy(gradient, count, coefficient)
    }
  }
}

/**
 * The Euclidean norm of all gradients together; NaN where one of them is not finite, so that clipping never makes it so. The squares of the
 * reference are of ratios to the largest; those of float32 numbers in float64 need no such care.
 */
export function totalNormFast(parameters: Gradients, { kernels }: FastInstance): number {
  let sum = 0
  for (const { gradient, count } of parameters) sum += kernels.sumOfSquares(gradient, count)
  return Number.isFinite(sum) ? Math.sqrt(sum) : Number.NaN
}
