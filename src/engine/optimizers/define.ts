/** How a file describes an optimizer, and what the registry makes of it. */
import type * as z from 'zod'
import type { Part } from '../config/part'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import type { Optimizer } from './optimizer'
import type { Numbers, RuleSource, Step } from './rule'
import { RuleOptimizer } from './rule-optimizer'

/** An optimizer that a configuration can name; R holds the constants of its steps. */
export interface OptimizerPart<S extends z.ZodObject = z.ZodObject, R = unknown> extends Part<S> {
  /** The steps of a configuration, for whichever kernels. Throws a ZodError where it is not its own. */
  rules(config: unknown): RuleSource<R>
  /** The reference: the same steps, number by number. Throws a ZodError where the configuration is not its own. */
  create(config: unknown, parameters: readonly Parameter[], kernels: Kernels): Optimizer
}

interface Description<C, R> {
  averages(config: C): number
  /** 0 where it is left out. */
  initialAverage?(config: C): number
  /** What the rule remembers besides its averages: first values, and how step t follows from the step before. */
  memory?: { initial: readonly number[]; advance(config: C, t: number, memory: Float64Array): void }
  /** Whether the constants of a step follow from its learning rate alone; false where it is left out. */
  steady?: boolean
  rule(config: C, step: Step): R
  /** The loop over the numbers of a parameter. */
  apply(rule: R, numbers: Numbers): void
}

/** Makes a part of an optimizer's description, whose functions get the configuration as the schema reads it. */
export function defineOptimizer<S extends z.ZodObject, R>(description: Part<S> & Description<z.output<S>, R>): OptimizerPart<S, R> {
  const { averages, initialAverage, memory, steady = false, rule, apply, ...part } = description
  const rules = (given: unknown): RuleSource<R> => {
    const config = part.schema.parse(given)
    return {
      averages: averages(config),
      initialAverage: initialAverage?.(config) ?? 0,
      initialMemory: memory?.initial ?? [],
      steady,
      advance: (t, numbers) => memory?.advance(config, t, numbers),
      rule: (step) => rule(config, step),
    }
  }
  return { ...part, rules, create: (config, parameters, kernels) => new RuleOptimizer(rules(config), apply, parameters, kernels) }
}
