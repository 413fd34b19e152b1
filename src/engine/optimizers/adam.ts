/** Adam: steps scaled by running averages of the gradients and of their squares. */
import * as z from 'zod'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { planned } from '../config/planned'
import { power } from '../numbers/power'
import { epsilon, learningRate, share, weightDecay } from './fields'
import { defineOptimizer, smallestKept, type Optimizer, type OptimizerState } from './optimizer'

const schema = z.strictObject({
  name: z.literal('adam'),
  learningRate: learningRate.unwrap().default(0.001),
  weightDecay,
  beta1: share('Beta 1', 'Decay of the mean of the gradients.').default(0.9),
  beta2: share('Beta 2', 'Decay of the mean of the squared gradients.').default(0.999),
  epsilon: epsilon.default(1e-8),
  amsgrad: planned('AMSGrad', false),
})

/**
 * Adam: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. In step t
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g²
 *   p -= learningRate m / (1 - beta1ᵗ) / (sqrt(v / (1 - beta2ᵗ)) + epsilon)
 */
export class Adam implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: Pick<z.output<typeof schema>, 'weightDecay' | 'beta1' | 'beta2' | 'epsilon'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    const zeros = () => parameters.map(({ data }) => kernels.allocate(data.length))
    this.state = { steps: 0, vectors: [...zeros(), ...zeros()] }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    const t = ++this.state.steps
    const { smallest } = this
    const { beta1, beta2, epsilon, weightDecay } = this.config
    const rate = learningRate / (1 - power(beta1, t))
    const correction = Math.sqrt(1 - power(beta2, t))
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const mean = this.state.vectors[k]!
      const variance = this.state.vectors[this.parameters.length + k]!
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]! + weightDecay * data[i]!
        const m = beta1 * mean[i]! + (1 - beta1) * g
        const v = beta2 * variance[i]! + (1 - beta2) * g * g
        mean[i] = Math.abs(m) < smallest ? 0 : m
        variance[i] = v < smallest ? 0 : v
        data[i]! -= (rate * m) / (Math.sqrt(v) / correction + epsilon)
      }
    }
  }
}

export const adam = defineOptimizer({
  title: 'Adam',
  formula: String.raw`m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad p \leftarrow p - \eta \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}`,
  source: 'D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015',
  schema,
  build: (config, parameters, kernels) => new Adam(config, parameters, kernels),
})
