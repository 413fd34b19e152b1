/** Adam: steps scaled by running averages of the gradients and of their squares. */
import * as z from 'zod'
import { flag } from '../config/fields'
import type { Kernels } from '../kernels/kernels'
import type { Parameter } from '../layers/module'
import { power } from '../numbers/power'
import { beta1, beta2, epsilon, learningRate, weightDecay } from './fields'
import { defineOptimizer, smallestKept, type Optimizer, type OptimizerState } from './optimizer'

export const adamRate = learningRate.unwrap().default(0.001)

/** The fields that Adam and AdamW share besides rate and decay. */
export const adamFields = {
  beta1,
  beta2,
  epsilon,
  amsgrad: flag({ label: 'AMSGrad', help: 'Divides by the largest mean of the squared gradients so far, so that steps never grow again.' }).default(false),
}

const schema = z.strictObject({ name: z.literal('adam'), learningRate: adamRate, weightDecay, ...adamFields })

/** The constants of Adam and of its variants. */
export interface AdamSettings extends Pick<z.output<typeof schema>, 'weightDecay' | 'beta1' | 'beta2' | 'epsilon' | 'amsgrad'> {
  /** AdamW: the weight decay shrinks the parameters and stays out of the averages. */
  decoupled: boolean
}

/**
 * Adam: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. In step t
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g²
 *   p -= learningRate m / (1 - beta1ᵗ) / (sqrt(v / (1 - beta2ᵗ)) + epsilon)
 * AMSGrad has the largest v so far in the place of v, taken before the bias correction: S. J. Reddi, S. Kale and S. Kumar, "On the
 * convergence of Adam and beyond", ICLR 2018, algorithm 2, in PyTorch's form.
 */
export class Adam implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: AdamSettings,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    const zeros = () => parameters.map(({ data }) => kernels.allocate(data.length))
    this.state = { steps: 0, vectors: [...zeros(), ...zeros(), ...(config.amsgrad ? zeros() : [])] }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    const t = ++this.state.steps
    const { smallest } = this
    const { beta1, beta2, epsilon, weightDecay, decoupled } = this.config
    const rate = learningRate / (1 - power(beta1, t))
    const correction = Math.sqrt(1 - power(beta2, t))
    const coupled = decoupled ? 0 : weightDecay
    const shrink = decoupled ? 1 - learningRate * weightDecay : 1
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const mean = this.state.vectors[k]!
      const variance = this.state.vectors[this.parameters.length + k]!
      const maximum = this.state.vectors[2 * this.parameters.length + k]
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]! + coupled * data[i]!
        const m = beta1 * mean[i]! + (1 - beta1) * g
        const v = beta2 * variance[i]! + (1 - beta2) * g * g
        mean[i] = Math.abs(m) < smallest ? 0 : m
        variance[i] = v < smallest ? 0 : v
        const scale = maximum === undefined ? v : Math.max(maximum[i]!, v)
        if (maximum !== undefined) maximum[i] = scale
        data[i] = data[i]! * shrink - (rate * m) / (Math.sqrt(scale) / correction + epsilon)
      }
    }
  }
}

export const adam = defineOptimizer({
  title: 'Adam',
  formula: String.raw`m \leftarrow \beta_1 m + (1-\beta_1) g,\quad v \leftarrow \beta_2 v + (1-\beta_2) g^2,\quad p \leftarrow p - \eta \frac{m/(1-\beta_1^t)}{\sqrt{v/(1-\beta_2^t)} + \varepsilon}`,
  source: 'D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015',
  schema,
  averages: ({ amsgrad }) => (amsgrad ? 3 : 2),
  build: (config, parameters, kernels) => new Adam({ ...config, decoupled: false }, parameters, kernels),
})
