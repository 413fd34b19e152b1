/**
 * What a rule is: the constants of one step, in float64, and the loop that applies them to the numbers of a parameter.
 *
 * The constants are a value of their own because every kernel takes the same ones: 1 - beta2 and the bias corrections are float64 numbers in
 * both precisions, for 1 - beta2 in float32 would be wrong by 5e-5.
 */
import type { Vector } from '../kernels/kernels'

/** What the constants of a step follow from, besides the configuration. */
export interface Step {
  /** Number of the step, from 1. */
  t: number
  /** An argument, because schedules change it. */
  learningRate: number
  /** What the rule remembers besides its averages, brought up to this step by `advance`. */
  memory: Float64Array
}

/** The numbers of one parameter, which a step changes. */
export interface Numbers {
  data: Vector
  gradient: Vector
  /** The rule's averages of each number, in its order. */
  averages: readonly Vector[]
  /** Averages below it are set to zero, see `smallestKept`. */
  smallest: number
}

/** The steps of one configuration. */
export interface RuleSource<R> {
  /** How many numbers the rule keeps for each number of a parameter. */
  readonly averages: number
  /** What they begin with. */
  readonly initialAverage: number
  /** What the memory begins with; most rules need none. */
  readonly initialMemory: readonly number[]
  /** Whether the constants follow from the learning rate alone: steps at the same rate have the same. */
  readonly steady: boolean
  /** Brings the memory from step t - 1 to step t. */
  advance(t: number, memory: Float64Array): void
  /** The constants of a step. */
  rule(step: Step): R
}
