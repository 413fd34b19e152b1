/** Adagrad: steps scaled by the sum of all squared gradients so far. */
import * as z from 'zod'
import { real } from '../config/fields'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { epsilon, learningRate, weightDecay } from './fields'
import { defineOptimizer, type Optimizer, type OptimizerState } from './optimizer'

const schema = z.strictObject({
  name: z.literal('adagrad'),
  learningRate,
  weightDecay,
  lrDecay: real({ min: 0, max: 1e6 }, { label: 'Rate decay', help: 'In step t the learning rate is divided by 1 + (t - 1) times this.' }).default(0),
  initialAccumulator: real({ min: 0, max: 1e6 }, { label: 'First sum', help: 'What the sums of squared gradients begin with.' }).default(0),
  epsilon: epsilon.unwrap().default(1e-10),
})

/** s += g²; in step t p -= learningRate / (1 + (t - 1) lrDecay) g / (sqrt(s) + epsilon). */
export class Adagrad implements Optimizer {
  readonly state: OptimizerState

  constructor(
    private readonly config: Omit<z.output<typeof schema>, 'name' | 'learningRate'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    this.state = { steps: 0, vectors: parameters.map(({ data }) => kernels.allocate(data.length)) }
    for (const sum of this.state.vectors) sum.fill(config.initialAccumulator)
  }

  step(learningRate: number): void {
    const { lrDecay, epsilon, weightDecay } = this.config
    const rate = learningRate / (1 + this.state.steps++ * lrDecay)
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const sum = this.state.vectors[k]!
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]! + weightDecay * data[i]!
        const s = sum[i]! + g * g
        sum[i] = s
        data[i]! -= (rate * g) / (Math.sqrt(s) + epsilon)
      }
    }
  }
}

export const adagrad = defineOptimizer({
  title: 'Adagrad',
  formula: String.raw`s \leftarrow s + g^2,\quad p \leftarrow p - \frac{\eta}{1 + (t-1) d} \cdot \frac{g}{\sqrt{s} + \varepsilon}`,
  source: 'J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 12, 2011',
  schema,
  averages: () => 1,
  build: (config, parameters, kernels) => new Adagrad(config, parameters, kernels),
})
