/** RMSprop: steps scaled by a running average of the squared gradients. */
import * as z from 'zod'
import { flag } from '../config/fields'
import type { Kernels, Vector } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { epsilon, learningRate, share, weightDecay } from './fields'
import { defineOptimizer, smallestKept, type Optimizer, type OptimizerState } from './optimizer'

const schema = z.strictObject({
  name: z.literal('rmsprop'),
  learningRate,
  weightDecay,
  alpha: share('Alpha', 'Decay of the mean of the squared gradients.').default(0.99),
  epsilon,
  momentum: share('Momentum', 'Share of the last step that is kept.').default(0),
  centred: flag({ label: 'Centred', help: 'Divides by the standard deviation of the gradients instead of their root mean square.' }).default(false),
})

/** An average of each number of each parameter. */
type Averages = readonly Vector[]

/**
 * v = alpha v + (1 - alpha) g²; p -= learningRate g / (sqrt(v) + epsilon).
 * - centred: a = alpha a + (1 - alpha) g, and v - a², the variance, in the place of v (A. Graves, "Generating sequences with recurrent neural
 *   networks", 2013, equations 38 to 41, with epsilon outside the root as PyTorch has it)
 * - momentum: buffer = momentum buffer + g / (sqrt(v) + epsilon); p -= learningRate buffer
 */
export class RMSprop implements Optimizer {
  readonly state: OptimizerState
  private readonly squares: Averages
  private readonly means: Averages
  private readonly buffers: Averages
  private readonly smallest: number

  constructor(
    private readonly config: Omit<z.output<typeof schema>, 'name' | 'learningRate'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    const zeros = () => parameters.map(({ data }) => kernels.allocate(data.length))
    this.squares = zeros()
    this.means = config.centred ? zeros() : []
    this.buffers = config.momentum > 0 ? zeros() : []
    this.state = { steps: 0, vectors: [...this.squares, ...this.means, ...this.buffers] }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    this.state.steps++
    const { smallest } = this
    const { alpha, epsilon, momentum, weightDecay } = this.config
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const square = this.squares[k]!
      const mean = this.means[k]
      const buffer = this.buffers[k]
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]! + weightDecay * data[i]!
        const v = alpha * square[i]! + (1 - alpha) * g * g
        square[i] = v < smallest ? 0 : v
        let variance = v
        if (mean !== undefined) {
          const a = alpha * mean[i]! + (1 - alpha) * g
          mean[i] = Math.abs(a) < smallest ? 0 : a
          // Rounding alone can put it below zero.
          variance = Math.max(0, v - a * a)
        }
        let step = g / (Math.sqrt(variance) + epsilon)
        if (buffer !== undefined) {
          step += momentum * buffer[i]!
          buffer[i] = Math.abs(step) < smallest ? 0 : step
        }
        data[i]! -= learningRate * step
      }
    }
  }
}

export const rmsprop = defineOptimizer({
  title: 'RMSprop',
  formula: String.raw`v \leftarrow \alpha v + (1-\alpha) g^2,\quad p \leftarrow p - \eta \frac{g}{\sqrt{v} + \varepsilon}`,
  source: 'T. Tieleman and G. Hinton, "Lecture 6.5: RMSprop", Coursera, 2012',
  schema,
  averages: ({ centred, momentum }) => 1 + (centred ? 1 : 0) + (momentum > 0 ? 1 : 0),
  build: (config, parameters, kernels) => new RMSprop(config, parameters, kernels),
})
