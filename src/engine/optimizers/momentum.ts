/** Gradient descent with momentum. */
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { smallestKept, type ConfigOf, type Optimizer, type OptimizerState } from './optimizer'

/**
 * buffer = momentum buffer + g, in the first step buffer = g; p -= learningRate buffer. The rate stays outside the buffer, so that a change
 * of the rate acts at once. B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), in PyTorch's form.
 */
export class Momentum implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: Pick<ConfigOf<'momentum'>, 'weightDecay' | 'momentum'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    this.state = { steps: 0, vectors: parameters.map(({ data }) => kernels.allocate(data.length)) }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    this.state.steps++
    const { smallest } = this
    const { momentum, weightDecay } = this.config
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      // All zeros before the first step, where the rule therefore gives buffer = g.
      const buffer = this.state.vectors[k]!
      for (let i = 0; i < data.length; i++) {
        const sum = momentum * buffer[i]! + gradient[i]! + weightDecay * data[i]!
        const kept = Math.abs(sum) < smallest ? 0 : sum
        buffer[i] = kept
        data[i]! -= learningRate * kept
      }
    }
  }
}
