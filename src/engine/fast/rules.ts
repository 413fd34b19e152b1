/** Hands the constants of a step to the kernels. */
import type { Rule } from '../optimizers/registry'
import type { OptimizerKernels } from './exports'

/** Whatever takes a rule. */
export type RuleSetters = Pick<OptimizerKernels, 'setSgd' | 'setMomentum' | 'setAdagrad' | 'setRmsprop' | 'setAdam' | 'setNadam' | 'setLion'>

/** The next updates apply this rule. */
export function setRule(kernels: RuleSetters, rule: Rule): void {
  switch (rule.kind) {
    case 'sgd':
      return kernels.setSgd(rule.rate, rule.weightDecay)
    case 'momentum':
      return kernels.setMomentum(rule.rate, rule.weightDecay, rule.momentum, rule.fresh, rule.nesterov ? 1 : 0)
    case 'adagrad':
      return kernels.setAdagrad(rule.rate, rule.weightDecay, rule.epsilon)
    case 'rmsprop':
      return kernels.setRmsprop(rule.rate, rule.weightDecay, rule.alpha, rule.epsilon, rule.momentum, rule.centred ? 1 : 0)
    case 'adam': {
      const { rate, weightDecay, shrink, beta1, beta2, epsilon, correction, amsgrad } = rule
      return kernels.setAdam(rate, weightDecay, shrink, beta1, beta2, epsilon, correction, amsgrad ? 1 : 0)
    }
    case 'nadam': {
      const { gradientRate, meanRate, weightDecay, beta1, beta2, epsilon, correction } = rule
      return kernels.setNadam(gradientRate, meanRate, weightDecay, beta1, beta2, epsilon, correction)
    }
    case 'lion':
      return kernels.setLion(rule.rate, rule.shrink, rule.beta1, rule.beta2)
  }
}
