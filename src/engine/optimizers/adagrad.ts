/** Adagrad: steps scaled by the sum of all squared gradients so far. */
import * as z from 'zod'
import { real } from '../config/fields'
import { defineOptimizer } from './define'
import { epsilon, learningRate, weightDecay } from './fields'
import type { Numbers } from './rule'

const schema = z.strictObject({
  name: z.literal('adagrad'),
  learningRate,
  weightDecay,
  lrDecay: real({ min: 0, max: 1e6 }, { label: 'Rate decay', help: 'In step t the learning rate is divided by 1 + (t - 1) times this.' }).default(0),
  initialAccumulator: real({ min: 0, max: 1e6 }, { label: 'First sum', help: 'What the sums of squared gradients begin with.' }).default(0),
  epsilon: epsilon.unwrap().default(1e-10),
})

/** s += g²; p -= rate g / (sqrt(s) + epsilon). */
export interface AdagradRule {
  kind: 'adagrad'
  /** learningRate / (1 + (t - 1) lrDecay). */
  rate: number
  weightDecay: number
  epsilon: number
}

function apply({ rate, weightDecay, epsilon }: AdagradRule, { data, gradient, averages }: Numbers): void {
  const sum = averages[0]!
  for (let i = 0; i < data.length; i++) {
    const g = gradient[i]! + weightDecay * data[i]!
    const s = sum[i]! + g * g
    sum[i] = s
    data[i]! -= (rate * g) / (Math.sqrt(s) + epsilon)
  }
}

/** Adagrad as a configuration names it; `AdagradRule` is a step. */
export const adagrad = defineOptimizer({
  title: 'Adagrad',
  formula: String.raw`s \leftarrow s + g^2,\quad p \leftarrow p - \frac{\eta}{1 + (t-1) d} \cdot \frac{g}{\sqrt{s} + \varepsilon}`,
  source: 'J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization", JMLR 12, 2011',
  schema,
  averages: () => 1,
  initialAverage: ({ initialAccumulator }) => initialAccumulator,
  rule: ({ weightDecay, epsilon, lrDecay }, { t, learningRate }): AdagradRule => ({
    kind: 'adagrad',
    rate: learningRate / (1 + (t - 1) * lrDecay),
    weightDecay,
    epsilon,
  }),
  apply,
})
