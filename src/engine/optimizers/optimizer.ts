/**
 * What every optimizer is: something that changes the parameters from their gradients, and remembers what it needs for the next step.
 *
 * Weight decay is coupled, as PyTorch has it: g = gradient + weightDecay p, the gradient of weightDecay/2 p² added. AdamW and Lion decouple
 * it: p is multiplied by 1 - learningRate weightDecay first, and g is the gradient alone.
 */
import type { Precision, Vector } from '../kernels/kernels'

/** A rule with the parameters that it changes. */
export interface Optimizer {
  /** Changes every parameter by one step along its gradient. The rate is an argument, because schedules change it. */
  step(learningRate: number): void
  /** All that the next step depends on besides parameters and gradients; a checkpoint keeps it and writes into it. */
  readonly state: OptimizerState
}

/** What an optimizer remembers from step to step. */
export interface OptimizerState {
  /** Steps taken. */
  steps: number
  /** Running averages and the like, in a fixed order. */
  readonly vectors: readonly Vector[]
}

/**
 * Averages below this are set to zero. A weight whose pixel is no longer lit lets them decay towards numbers that the processor handles
 * a hundred times slower and that rounding never lets reach zero.
 */
export function smallestKept(precision: Precision): number {
  return precision === 'float32' ? 1e-30 : 1e-290
}
