/** From the configuration of an optimizer to the optimizer. */
import type { OptimizerConfig } from '../config/optimizer'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { Adam } from './adam'
import { Momentum } from './momentum'
import type { Optimizer } from './optimizer'
import { StochasticGradientDescent } from './sgd'

export function createOptimizer(config: OptimizerConfig, parameters: readonly Parameter[], kernels: Kernels): Optimizer {
  switch (config.name) {
    case 'sgd':
      return new StochasticGradientDescent(config, parameters)
    case 'momentum':
      return new Momentum(config, parameters, kernels)
    case 'adam':
      return new Adam(config, parameters, kernels)
  }
}
