/** Gradient descent with momentum. */
import * as z from 'zod'
import { flag } from '../config/fields'
import { defineOptimizer } from './define'
import { learningRate, share, weightDecay } from './fields'
import type { Numbers } from './rule'

const schema = z
  .strictObject({
    name: z.literal('momentum'),
    learningRate,
    weightDecay,
    momentum: share('Momentum', 'Share of the last step that is kept.').default(0.9),
    dampening: share('Dampening', 'Share of each gradient that is left out of the running step.').default(0),
    nesterov: flag({ label: 'Nesterov', help: 'Steps along the gradient as it will be after the momentum, by looking one step ahead.' }).default(false),
  })
  .refine(({ nesterov, momentum, dampening }) => !nesterov || (momentum > 0 && dampening === 0), {
    path: ['nesterov'],
    error: 'Nesterov momentum takes a momentum above 0 and a dampening of 0',
  })

/**
 * buffer = momentum buffer + fresh g; p -= rate buffer. Nesterov's form steps along g + momentum buffer instead. The rate stays outside the
 * buffer, so that a change of the rate acts at once. B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964),
 * and Y. Nesterov (1983), both in PyTorch's form.
 */
export interface MomentumRule {
  kind: 'momentum'
  rate: number
  weightDecay: number
  momentum: number
  /** 1 - dampening; 1 in the first step, where the buffer becomes g. */
  fresh: number
  nesterov: boolean
}

function apply({ rate, weightDecay, momentum, fresh, nesterov }: MomentumRule, { data, gradient, averages, smallest }: Numbers): void {
  const buffer = averages[0]!
  for (let i = 0; i < data.length; i++) {
    const g = gradient[i]! + weightDecay * data[i]!
    const sum = momentum * buffer[i]! + fresh * g
    const kept = Math.abs(sum) < smallest ? 0 : sum
    buffer[i] = kept
    data[i]! -= rate * (nesterov ? g + momentum * kept : kept)
  }
}

/** Momentum as a configuration names it; `MomentumRule` is a step. */
export const momentum = defineOptimizer({
  title: 'SGD with momentum',
  formula: String.raw`b \leftarrow \mu b + (1 - d)\, g,\quad p \leftarrow p - \eta\, b;\qquad \text{Nesterov: } p \leftarrow p - \eta\,(g + \mu b)`,
  source: 'B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Y. Nesterov, 1983, in the form of I. Sutskever et al., 2013',
  schema,
  averages: () => 1,
  rule: ({ weightDecay, momentum, dampening, nesterov }, { t, learningRate }): MomentumRule => ({
    kind: 'momentum',
    rate: learningRate,
    weightDecay,
    momentum,
    // The first gradient is not dampened: there is no running step yet that it could be mixed with.
    fresh: t === 1 ? 1 : 1 - dampening,
    nesterov,
  }),
  apply,
})
