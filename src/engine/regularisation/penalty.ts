/** Penalties on the size of the weights, added to the objective. */
import type { Parameter } from '../layers/module'
import { isWeight } from '../optimizers/groups'

/** The strengths of the penalties; 0 for none. */
export interface PenaltyConfig {
  /** λ₁ of the L1 penalty. */
  l1: number
  /** λ₂ of the L2 penalty. */
  l2: number
}

/**
 * λ₁ sum of |w| + λ₂/2 sum of w² over all weights; biases, and the scales and shifts of batch normalisation, are left out. It is not divided by
 * the batch. The recorded loss, which is the mean over samples of the loss of one sample, does not hold it: only gradients do.
 */
export function penaltyOf(parameters: readonly Parameter[], { l1, l2 }: PenaltyConfig): number {
  let absolute = 0
  let squares = 0
  for (const { data } of parameters.filter(isWeight)) {
    for (const w of data) {
      absolute += Math.abs(w)
      squares += w * w
    }
  }
  return l1 * absolute + (l2 / 2) * squares
}

/** Adds the penalty's derivative to the gradients: λ₁ sign(w) + λ₂ w, with sign(0) = 0. */
export function addPenaltyGradient(parameters: readonly Parameter[], { l1, l2 }: PenaltyConfig): void {
  if (l1 === 0 && l2 === 0) return
  for (const parameter of parameters) {
    if (!isWeight(parameter)) continue
    const { data, gradient } = parameter
    for (let i = 0; i < data.length; i++) gradient[i]! += l1 * Math.sign(data[i]!) + l2 * data[i]!
  }
}
