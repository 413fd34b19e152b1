/**
 * What every optimizer is: a rule that changes the parameters from their gradients.
 *
 * As in PyTorch, weight decay is coupled: g = gradient + weightDecay p, the gradient of weightDecay/2 p² added, biases included.
 * Constants and bias corrections are float64 numbers in both precisions: 1 - beta2 in float32 would be wrong by 5e-5.
 */
import type { OptimizerConfig } from '../config/optimizer'
import type { Precision, Vector } from '../kernels/kernels'

export interface Optimizer {
  /** Changes every parameter by one step along its gradient. The rate is an argument, because schedules change it. */
  step(learningRate: number): void
  /** All that the next step depends on besides parameters and gradients; a checkpoint keeps it and writes into it. */
  readonly state: OptimizerState
}

export interface OptimizerState {
  /** Steps taken. */
  steps: number
  /** Running averages and the like, in a fixed order. */
  readonly vectors: readonly Vector[]
}

/** The configuration of one optimizer by its name. */
export type ConfigOf<Name extends OptimizerConfig['name']> = Extract<OptimizerConfig, { name: Name }>

/**
 * Averages below this are set to zero. A weight whose pixel is no longer lit lets them decay towards numbers that the processor handles
 * a hundred times slower and that rounding never lets reach zero.
 */
export function smallestKept(precision: Precision): number {
  return precision === 'float32' ? 1e-30 : 1e-290
}
