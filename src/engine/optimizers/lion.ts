/** Lion: every parameter moves by the same step, whose sign a running average decides. */
import * as z from 'zod'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { decoupledWeightDecay, learningRate, share } from './fields'
import { defineOptimizer, smallestKept, type Optimizer, type OptimizerState } from './optimizer'

const schema = z.strictObject({
  name: z.literal('lion'),
  learningRate: learningRate.unwrap().default(0.0001),
  weightDecay: decoupledWeightDecay,
  beta1: share('Beta 1', 'Weight of the running average in the sign of a step; the rest is the gradient.').default(0.9),
  beta2: share('Beta 2', 'Decay of the running average of the gradients.').default(0.99),
})

/**
 * p = (1 - learningRate weightDecay) p - learningRate sign(beta1 m + (1 - beta1) g), then m = beta2 m + (1 - beta2) g; sign(0) = 0.
 * X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023, algorithm 2.
 */
export class Lion implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: Omit<z.output<typeof schema>, 'name' | 'learningRate'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    this.state = { steps: 0, vectors: parameters.map(({ data }) => kernels.allocate(data.length)) }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    this.state.steps++
    const { smallest } = this
    const { beta1, beta2, weightDecay } = this.config
    const shrink = 1 - learningRate * weightDecay
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const mean = this.state.vectors[k]!
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]!
        data[i] = data[i]! * shrink - learningRate * Math.sign(beta1 * mean[i]! + (1 - beta1) * g)
        const m = beta2 * mean[i]! + (1 - beta2) * g
        mean[i] = Math.abs(m) < smallest ? 0 : m
      }
    }
  }
}

export const lion = defineOptimizer({
  title: 'Lion',
  formula: String.raw`p \leftarrow (1-\eta\lambda)\, p - \eta\, \operatorname{sign}(\beta_1 m + (1-\beta_1) g),\quad m \leftarrow \beta_2 m + (1-\beta_2) g`,
  source: 'X. Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023',
  schema,
  averages: () => 1,
  build: (config, parameters, kernels) => new Lion(config, parameters, kernels),
})
