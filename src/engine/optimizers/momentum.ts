/** Gradient descent with momentum. */
import * as z from 'zod'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { planned } from '../config/planned'
import { learningRate, share, weightDecay } from './fields'
import { defineOptimizer, smallestKept, type Optimizer, type OptimizerState } from './optimizer'

const schema = z.strictObject({
  name: z.literal('momentum'),
  learningRate,
  weightDecay,
  momentum: share('Momentum', 'Share of the last step that is kept.').default(0.9),
  nesterov: planned('Nesterov momentum', false),
})

/**
 * buffer = momentum buffer + g, in the first step buffer = g; p -= learningRate buffer. The rate stays outside the buffer, so that a change
 * of the rate acts at once. B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), in PyTorch's form.
 */
export class Momentum implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: Pick<z.output<typeof schema>, 'weightDecay' | 'momentum'>,
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

export const momentum = defineOptimizer({
  title: 'SGD with momentum',
  formula: String.raw`b \leftarrow \mu b + g,\quad p \leftarrow p - \eta\, b`,
  source: 'B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964',
  schema,
  build: (config, parameters, kernels) => new Momentum(config, parameters, kernels),
})
