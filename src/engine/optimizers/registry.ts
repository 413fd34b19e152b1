/** Every optimizer, from simple to complex: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { adagrad } from './adagrad'
import { adam } from './adam'
import { adamw } from './adamw'
import { isWeight, ParameterGroups } from './groups'
import { lion } from './lion'
import { momentum } from './momentum'
import { nadam } from './nadam'
import type { Optimizer } from './optimizer'
import { rmsprop } from './rmsprop'
import type { RuleSource } from './rule'
import { sgd } from './sgd'

/** The optimizers: name, fields, formula, source and implementation of each. */
export const optimizers = [sgd, momentum, adagrad, rmsprop, adam, adamw, nadam, lion] as const

export const optimizerSchema = variants('Optimizer', 'name', schemasOf(optimizers))
/** An optimizer with its fields, such as `{ name: 'sgd', learningRate: 0.01, weightDecay: 0 }`. */
export type OptimizerConfig = z.output<typeof optimizerSchema>

/** The optimizer that a configuration names, for these parameters. Its own learning rate is not used: `step` takes one. */
export function createOptimizer(config: OptimizerConfig, parameters: readonly Parameter[], kernels: Kernels): Optimizer {
  return findPart(optimizers, 'name', config.name).create(config, parameters, kernels)
}

/** The constants of a step of any optimizer. */
export type Rule = ReturnType<ReturnType<(typeof optimizers)[number]['rules']>['rule']>

/** The steps of the optimizer that a configuration names, for kernels that apply rules in a way of their own. */
export function rulesOf(config: OptimizerConfig): RuleSource<Rule> {
  return findPart(optimizers, 'name', config.name).rules(config)
}

/** How many numbers the optimizer keeps for each number of a parameter. */
export function optimizerAverages(config: OptimizerConfig): number {
  return rulesOf(config).averages
}

/** The optimizer with its weight decay on weights alone: biases, scales and shifts make a group without it. */
export function createOptimizerSparingBiases(config: OptimizerConfig, parameters: readonly Parameter[], kernels: Kernels): Optimizer {
  const spared = parameters.filter((parameter) => !isWeight(parameter))
  return new ParameterGroups([createOptimizer(config, parameters.filter(isWeight), kernels), createOptimizer({ ...config, weightDecay: 0 }, spared, kernels)])
}
