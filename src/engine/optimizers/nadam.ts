/** Nadam: Adam that looks one step ahead, as Nesterov's momentum does. */
import * as z from 'zod'
import { real } from '../config/fields'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { exp } from '../numbers/exp'
import { power } from '../numbers/power'
import { beta1, beta2, epsilon, learningRate, weightDecay } from './fields'
import { defineOptimizer, smallestKept, type Optimizer, type OptimizerState } from './optimizer'

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

/** ln 0.96, the base of the momentum's growth in the paper. */
const LN_GROWTH = -0.040821994520255166

/**
 * T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016, in PyTorch's form. With mu(t) = beta1 (1 - 0.96^(t psi) / 2)
 * and the product M(t) = mu(1) ... mu(t), step t is
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g²
 *   p -= learningRate ((1 - mu(t)) / (1 - M(t)) g + mu(t + 1) / (1 - M(t) mu(t + 1)) m) / (sqrt(v / (1 - beta2ᵗ)) + epsilon)
 */
export class Nadam implements Optimizer {
  readonly state: OptimizerState
  /** M, one number; in float64 in both precisions. */
  private readonly product = Float64Array.of(1)
  private readonly smallest: number

  constructor(
    private readonly config: Omit<z.output<typeof schema>, 'name' | 'learningRate'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    const zeros = () => parameters.map(({ data }) => kernels.allocate(data.length))
    this.state = { steps: 0, vectors: [...zeros(), ...zeros(), this.product] }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    const t = ++this.state.steps
    const { smallest } = this
    const { beta1, beta2, epsilon, weightDecay } = this.config
    const next = this.momentum(t + 1)
    const product = this.product[0]! * this.momentum(t)
    this.product[0] = product
    const gradientRate = (learningRate * (1 - this.momentum(t))) / (1 - product)
    const meanRate = (learningRate * next) / (1 - product * next)
    const correction = 1 - power(beta2, t)
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const mean = this.state.vectors[k]!
      const variance = this.state.vectors[this.parameters.length + k]!
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]! + weightDecay * data[i]!
        const m = beta1 * mean[i]! + (1 - beta1) * g
        const v = beta2 * variance[i]! + (1 - beta2) * g * g
        mean[i] = Math.abs(m) < smallest ? 0 : m
        variance[i] = v < smallest ? 0 : v
        data[i]! -= (gradientRate * g + meanRate * m) / (Math.sqrt(v / correction) + epsilon)
      }
    }
  }

  /** mu(t). */
  private momentum(t: number): number {
    return this.config.beta1 * (1 - 0.5 * exp(LN_GROWTH * t * this.config.momentumDecay))
  }
}

export const nadam = defineOptimizer({
  title: 'Nadam',
  formula: String.raw`p \leftarrow p - \eta \left(\frac{1-\mu_t}{1-\prod_{i \le t}\mu_i}\, g + \frac{\mu_{t+1}}{1-\prod_{i \le t+1}\mu_i}\, m\right) \Big/ \left(\sqrt{\tfrac{v}{1-\beta_2^t}} + \varepsilon\right),\quad \mu_t = \beta_1\left(1 - \tfrac{1}{2}\, 0.96^{t\psi}\right)`,
  source: 'T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop, 2016',
  schema,
  averages: () => 2,
  build: (config, parameters, kernels) => new Nadam(config, parameters, kernels),
})
