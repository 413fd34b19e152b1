/** Stochastic gradient descent. */
import * as z from 'zod'
import { defineOptimizer } from './define'
import { learningRate, weightDecay } from './fields'
import type { Numbers } from './rule'

/** p -= rate g. */
export interface SgdRule {
  kind: 'sgd'
  rate: number
  weightDecay: number
}

function apply({ rate, weightDecay }: SgdRule, { data, gradient }: Numbers): void {
  for (let i = 0; i < data.length; i++) data[i]! -= rate * (gradient[i]! + weightDecay * data[i]!)
}

/** SGD as a configuration names it; `SgdRule` is a step. */
export const sgd = defineOptimizer({
  title: 'SGD',
  formula: String.raw`p \leftarrow p - \eta\, g`,
  source: 'H. Robbins and S. Monro, "A stochastic approximation method", 1951',
  schema: z.strictObject({ name: z.literal('sgd'), learningRate, weightDecay }),
  averages: () => 0,
  steady: true,
  rule: ({ weightDecay }, { learningRate }): SgdRule => ({ kind: 'sgd', rate: learningRate, weightDecay }),
  apply,
})
