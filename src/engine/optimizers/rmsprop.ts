/** RMSprop: steps scaled by a running average of the squared gradients. */
import * as z from 'zod'
import { flag } from '../config/fields'
import { defineOptimizer } from './define'
import { epsilon, learningRate, share, weightDecay } from './fields'
import type { Numbers } from './rule'

const schema = z.strictObject({
  name: z.literal('rmsprop'),
  learningRate,
  weightDecay,
  alpha: share('Alpha', 'Decay of the mean of the squared gradients.').default(0.99),
  epsilon,
  momentum: share('Momentum', 'Share of the last step that is kept.').default(0),
  centred: flag({ label: 'Centred', help: 'Divides by the standard deviation of the gradients instead of their root mean square.' }).default(false),
})

/**
 * v = alpha v + (1 - alpha) g²; p -= rate g / (sqrt(v) + epsilon).
 * - centred: a = alpha a + (1 - alpha) g, and v - a², the variance, in the place of v (A. Graves, "Generating sequences with recurrent neural
 *   networks", 2013, equations 38 to 41, with epsilon outside the root as PyTorch has it)
 * - momentum: buffer = momentum buffer + g / (sqrt(v) + epsilon); p -= rate buffer
 * The averages are v, then a where it is centred, then the buffer where there is momentum.
 */
export interface RmspropRule {
  kind: 'rmsprop'
  rate: number
  weightDecay: number
  alpha: number
  epsilon: number
  /** 0 for none. */
  momentum: number
  centred: boolean
}

function apply({ rate, weightDecay, alpha, epsilon, momentum, centred }: RmspropRule, { data, gradient, averages, smallest }: Numbers): void {
  const square = averages[0]!
  const mean = centred ? averages[1] : undefined
  const buffer = momentum > 0 ? averages[centred ? 2 : 1] : undefined
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
    data[i]! -= rate * step
  }
}

/** RMSprop as a configuration names it; `RmspropRule` is a step. */
export const rmsprop = defineOptimizer({
  title: 'RMSprop',
  formula: String.raw`v \leftarrow \alpha v + (1-\alpha) g^2,\quad p \leftarrow p - \eta \frac{g}{\sqrt{v} + \varepsilon}`,
  source: 'T. Tieleman and G. Hinton, "Lecture 6.5: RMSprop", Coursera, 2012',
  schema,
  averages: ({ centred, momentum }) => 1 + (centred ? 1 : 0) + (momentum > 0 ? 1 : 0),
  steady: true,
  rule: ({ weightDecay, alpha, epsilon, momentum, centred }, { learningRate }): RmspropRule => ({
    kind: 'rmsprop',
    rate: learningRate,
    weightDecay,
    alpha,
    epsilon,
    momentum,
    centred,
  }),
  apply,
})
