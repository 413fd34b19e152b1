/** Nadam: Adam that looks one step ahead, as Nesterov's momentum does. */
import * as z from 'zod'
import { real } from '../config/fields'
import { exp } from '../numbers/exp'
import { power } from '../numbers/power'
import { defineOptimizer } from './define'
import { beta1, beta2, epsilon, learningRate, weightDecay } from './fields'
import type { Numbers, Step } from './rule'

const schema = z.strictObject({
  name: z.literal('nadam'),
  learningRate: learningRate.unwrap().default(0.002),
  weightDecay,
  beta1,
  beta2,
  epsilon,
  momentumDecay: real(
    { min: 0, max: 1e3 },
    { label: 'Momentum decay', unit: 'ψ', help: 'How fast the momentum grows from half of beta 1 to all of it.' },
  ).default(0.004),
})

type NadamConfig = z.output<typeof schema>

/**
 * T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016, in PyTorch's form. With mu(t) = beta1 (1 - 0.96^(t psi) / 2)
 * and the product M(t) = mu(1) ... mu(t), step t is
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g²
 *   p -= learningRate ((1 - mu(t)) / (1 - M(t)) g + mu(t + 1) / (1 - M(t) mu(t + 1)) m) / (sqrt(v / (1 - beta2ᵗ)) + epsilon)
 */
export interface NadamRule {
  kind: 'nadam'
  /** What g is multiplied by. */
  gradientRate: number
  /** What m is multiplied by. */
  meanRate: number
  weightDecay: number
  beta1: number
  beta2: number
  epsilon: number
  /** 1 - beta2ᵗ. */
  correction: number
}

/** ln 0.96, the base of the momentum's growth in the paper. */
const LN_GROWTH = -0.040821994520255166

/** mu(t). */
function momentumOf({ beta1, momentumDecay }: NadamConfig, t: number): number {
  return beta1 * (1 - 0.5 * exp(LN_GROWTH * t * momentumDecay))
}

function nadamStep(config: NadamConfig, { t, learningRate, memory }: Step): NadamRule {
  const { weightDecay, beta1, beta2, epsilon } = config
  const product = memory[0]!
  const next = momentumOf(config, t + 1)
  const gradientRate = (learningRate * (1 - momentumOf(config, t))) / (1 - product)
  const meanRate = (learningRate * next) / (1 - product * next)
  return { kind: 'nadam', gradientRate, meanRate, weightDecay, beta1, beta2, epsilon, correction: 1 - power(beta2, t) }
}

function apply(rule: NadamRule, { data, gradient, averages, smallest }: Numbers): void {
  const { gradientRate, meanRate, weightDecay, beta1, beta2, epsilon, correction } = rule
  const mean = averages[0]!
  const variance = averages[1]!
  for (let i = 0; i < data.length; i++) {
    const g = gradient[i]! + weightDecay * data[i]!
    const m = beta1 * mean[i]! + (1 - beta1) * g
    const v = beta2 * variance[i]! + (1 - beta2) * g * g
    mean[i] = Math.abs(m) < smallest ? 0 : m
    variance[i] = v < smallest ? 0 : v
    data[i]! -= (gradientRate * g + meanRate * m) / (Math.sqrt(v / correction) + epsilon)
  }
}

/** Nadam as a configuration names it; `NadamRule` is a step. */
export const nadam = defineOptimizer({
  title: 'Nadam',
  formula: String.raw`p \leftarrow p - \eta \left(\frac{1-\mu_t}{1-\prod_{i \le t}\mu_i}\, g + \frac{\mu_{t+1}}{1-\prod_{i \le t+1}\mu_i}\, m\right) \Big/ \left(\sqrt{\tfrac{v}{1-\beta_2^t}} + \varepsilon\right),\quad \mu_t = \beta_1\left(1 - \tfrac{1}{2}\, 0.96^{t\psi}\right)`,
  source: 'T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop, 2016',
  schema,
  averages: () => 2,
  // M(t), one number, in float64 in both precisions.
  memory: { initial: [1], advance: (config, t, memory) => (memory[0]! *= momentumOf(config, t)) },
  rule: nadamStep,
  apply,
})
