/** Every optimizer, from simple to complex: the closed union that a configuration chooses from. */
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { adam } from './adam'
import { momentum } from './momentum'
import type { Optimizer } from './optimizer'
import { sgd } from './sgd'
import type * as z from 'zod'

export const optimizers = [sgd, momentum, adam] as const

export const optimizerSchema = variants('Optimizer', 'name', schemasOf(optimizers), ['adamw', 'rmsprop', 'adagrad', 'nadam', 'lion'])
export type OptimizerConfig = z.output<typeof optimizerSchema>

export function createOptimizer(config: OptimizerConfig, parameters: readonly Parameter[], kernels: Kernels): Optimizer {
  return findPart(optimizers, 'name', config.name).create(config, parameters, kernels)
}
