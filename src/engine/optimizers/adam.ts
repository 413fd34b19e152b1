/** Adam: steps scaled by running averages of the gradients and of their squares. */
import * as z from 'zod'
import { flag } from '../config/fields'
import { power } from '../numbers/power'
import { defineOptimizer } from './define'
import { beta1, beta2, epsilon, learningRate, weightDecay } from './fields'
import type { Numbers, Step } from './rule'

export const adamRate = learningRate.unwrap().default(0.001)

/** The fields that Adam and AdamW share besides rate and decay. */
export const adamFields = {
  beta1,
  beta2,
  epsilon,
  amsgrad: flag({ label: 'AMSGrad', help: 'Divides by the largest mean of the squared gradients so far, so that steps never grow again.' }).default(false),
}

const schema = z.strictObject({ name: z.literal('adam'), learningRate: adamRate, weightDecay, ...adamFields })

/**
 * Adam: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. In step t
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g²
 *   p -= learningRate m / (1 - beta1ᵗ) / (sqrt(v / (1 - beta2ᵗ)) + epsilon)
 * AMSGrad has the largest v so far in the place of v, taken before the bias correction: S. J. Reddi, S. Kale and S. Kumar, "On the
 * convergence of Adam and beyond", ICLR 2018, algorithm 2, in PyTorch's form.
 */
export interface AdamRule {
  kind: 'adam'
  /** learningRate / (1 - beta1ᵗ). */
  rate: number
  /** Coupled. */
  weightDecay: number
  /** What parameters are multiplied by before the step: AdamW's weight decay, which stays out of the averages. */
  shrink: number
  beta1: number
  beta2: number
  epsilon: number
  /** sqrt(1 - beta2ᵗ). */
  correction: number
  amsgrad: boolean
}

/** The constants that Adam and AdamW share. */
export function adamStep(
  { beta1, beta2, epsilon, amsgrad }: Pick<z.output<typeof schema>, 'beta1' | 'beta2' | 'epsilon' | 'amsgrad'>,
  { t, learningRate }: Step,
): Omit<AdamRule, 'weightDecay' | 'shrink'> {
  const rate = learningRate / (1 - power(beta1, t))
  const correction = Math.sqrt(1 - power(beta2, t))
  return { kind: 'adam', rate, beta1, beta2, epsilon, correction, amsgrad }
}

export function applyAdam(rule: AdamRule, { data, gradient, averages, smallest }: Numbers): void {
  const { rate, weightDecay, shrink, beta1, beta2, epsilon, correction } = rule
  const mean = averages[0]!
  const variance = averages[1]!
  const maximum = averages[2]
  for (let i = 0; i < data.length; i++) {
    const g = gradient[i]! + weightDecay * data[i]!
    const m = beta1 * mean[i]! + (1 - beta1) * g
    const v = beta2 * variance[i]! + (1 - beta2) * g * g
    mean[i] = Math.abs(m) < smallest ? 0 : m
    variance[i] = v < smallest ? 0 : v
    const scale = maximum === undefined ? v : Math.max(maximum[i]!, v)
    if (maximum !== undefined) maximum[i] = scale
    data[i] = data[i]! * shrink - (rate * m) / (Math.sqrt(scale) / correction + epsilon)
  }
}

/** Adam as a configuration names it; `AdamRule` is a step. */
export const adam = defineOptimizer({
  title: 'Adam',
  formula: String.raw`m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad p \leftarrow p - \eta \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}`,
  source: 'D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015',
  schema,
  averages: ({ amsgrad }) => (amsgrad ? 3 : 2),
  rule: (config, step): AdamRule => ({ ...adamStep(config, step), weightDecay: config.weightDecay, shrink: 1 }),
  apply: applyAdam,
})
