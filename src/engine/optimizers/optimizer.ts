/**
 * What every optimizer is: a rule that changes the parameters from their gradients.
 *
 * Weight decay is coupled, as PyTorch has it: g = gradient + weightDecay p, the gradient of weightDecay/2 p² added. AdamW and Lion decouple
 * it: p is multiplied by 1 - learningRate weightDecay first, and g is the gradient alone.
 * Constants and bias corrections are float64 numbers in both precisions: 1 - beta2 in float32 would be wrong by 5e-5.
 */
import type * as z from 'zod'
import type { Part } from '../config/part'
import type { Kernels, Precision, Vector } from '../kernels/kernels'
import type { Parameter } from '../layers/module'

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

/** An optimizer that a configuration can name. */
export interface OptimizerPart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /** How many numbers the rule keeps for each number of a parameter. Throws a ZodError where the configuration is not its own. */
  averages(config: unknown): number
  /** Throws a ZodError where the configuration is not its own. */
  create(config: unknown, parameters: readonly Parameter[], kernels: Kernels): Optimizer
}

interface Description<C> {
  averages(config: C): number
  build(config: C, parameters: readonly Parameter[], kernels: Kernels): Optimizer
}

/** Makes a part of an optimizer's description; `averages` and `build` get the configuration as the schema reads it. */
export function defineOptimizer<S extends z.ZodObject>(description: Part<S> & Description<z.output<S>>): OptimizerPart<S> {
  const { averages, build, ...part } = description
  return {
    ...part,
    averages: (config) => averages(part.schema.parse(config)),
    create: (config, parameters, kernels) => build(part.schema.parse(config), parameters, kernels),
  }
}

/**
 * Averages below this are set to zero. A weight whose pixel is no longer lit lets them decay towards numbers that the processor handles
 * a hundred times slower and that rounding never lets reach zero.
 */
export function smallestKept(precision: Precision): number {
  return precision === 'float32' ? 1e-30 : 1e-290
}
