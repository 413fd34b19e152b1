/** Lion: every parameter moves by the same step, whose sign a running average decides. */
import * as z from 'zod'
import { defineOptimizer } from './define'
import { decoupledWeightDecay, learningRate, share } from './fields'
import type { Numbers } from './rule'

const schema = z.strictObject({
  name: z.literal('lion'),
  learningRate: learningRate.unwrap().default(0.0001),
  weightDecay: decoupledWeightDecay,
  beta1: share('Beta 1', 'Weight of the running average in the sign of a step; the rest is the gradient.').default(0.9),
  beta2: share('Beta 2', 'Decay of the running average of the gradients.').default(0.99),
})

/**
 * p = shrink p - rate sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g; sign(0) = 0.
 * X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, algorithm 2.
 */
export interface LionRule {
  kind: 'lion'
  rate: number
  /** 1 - learningRate weightDecay. */
  shrink: number
  beta1: number
  beta2: number
}

function apply({ rate, shrink, beta1, beta2 }: LionRule, { data, gradient, averages, smallest }: Numbers): void {
  const mean = averages[0]!
  for (let i = 0; i < data.length; i++) {
    const g = gradient[i]!
    data[i] = data[i]! * shrink - rate * Math.sign(beta1 * mean[i]! + (1 - beta1) * g)
    const m = beta2 * mean[i]! + (1 - beta2) * g
    mean[i] = Math.abs(m) < smallest ? 0 : m
  }
}

/** Lion as a configuration names it; `LionRule` is a step. */
export const lion = defineOptimizer({
  title: 'Lion',
  formula: String.raw`p \leftarrow (1-\eta\lambda)\, p - \eta\, \operatorname{sign}(\beta_1 m + (1-\beta_1) g),\quad m \leftarrow \beta_2 m + (1-\beta_2) g`,
  source: 'X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023',
  schema,
  averages: () => 1,
  steady: true,
  rule: ({ weightDecay, beta1, beta2 }, { learningRate }): LionRule => ({
    kind: 'lion',
    rate: learningRate,
    shrink: 1 - learningRate * weightDecay,
    beta1,
    beta2,
  }),
  apply,
})
