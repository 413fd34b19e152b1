/** Stochastic gradient descent. */
import * as z from 'zod'
import type { Parameter } from '../layers/module'
import { learningRate, weightDecay } from './fields'
import { defineOptimizer, type Optimizer, type OptimizerState } from './optimizer'

const schema = z.strictObject({ name: z.literal('sgd'), learningRate, weightDecay })

/** p -= learningRate g. */
export class StochasticGradientDescent implements Optimizer {
  readonly state: OptimizerState = { steps: 0, vectors: [] }

  constructor(
    private readonly config: Pick<z.output<typeof schema>, 'weightDecay'>,
    private readonly parameters: readonly Parameter[],
  ) {}

  step(learningRate: number): void {
    this.state.steps++
    const { weightDecay } = this.config
    for (const { data, gradient } of this.parameters) {
      for (let i = 0; i < data.length; i++) data[i]! -= learningRate * (gradient[i]! + weightDecay * data[i]!)
    }
  }
}

export const sgd = defineOptimizer({
  title: 'SGD',
  formula: String.raw`p \leftarrow p - \eta\, g`,
  source: 'H. Robbins and S. Monro, "A stochastic approximation method", 1951',
  schema,
  averages: () => 0,
  build: (config, parameters) => new StochasticGradientDescent(config, parameters),
})
