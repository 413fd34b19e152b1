/** Stochastic gradient descent. */
import type { Parameter } from '../layers/module'
import type { ConfigOf, Optimizer, OptimizerState } from './optimizer'

/** p -= learningRate g. */
export class StochasticGradientDescent implements Optimizer {
  readonly state: OptimizerState = { steps: 0, vectors: [] }

  constructor(
    private readonly config: Pick<ConfigOf<'sgd'>, 'weightDecay'>,
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
