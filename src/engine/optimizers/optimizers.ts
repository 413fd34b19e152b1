/**
 * The optimizers, from simple to complex: each is a rule that changes the parameters from their gradients. They stand in one file because
 * that is what adding one should touch: its rule here, and its branch of the configuration's schema.
 *
 * As in PyTorch, weight decay is coupled: g = gradient + weightDecay p, the gradient of weightDecay/2 p² added, biases included.
 * Constants and bias corrections are float64 numbers in both precisions: 1 - beta2 in float32 would be wrong by 5e-5.
 */
import type { OptimizerConfig } from '../config/optimizer'
import type { Kernels, Precision, Vector } from '../kernels/kernels'
import type { Parameter } from '../layers/module'

export interface Optimizer {
  /** Changes every parameter by one step along its gradient. The rate is an argument, because schedules change it. */
  step(learningRate: number): void
  /** All that the next step depends on besides parameters and gradients; a checkpoint keeps it and writes into it. */
  readonly state: OptimizerState
}

export interface OptimizerState {
  /** Steps taken. */
  steps: number
  /** Running averages and the like, in a fixed order. */
  readonly vectors: readonly Vector[]
}

export function createOptimizer(config: OptimizerConfig, parameters: readonly Parameter[], kernels: Kernels): Optimizer {
  switch (config.name) {
    case 'sgd':
      return new StochasticGradientDescent(config, parameters)
    case 'momentum':
      return new Momentum(config, parameters, kernels)
    case 'adam':
      return new Adam(config, parameters, kernels)
  }
}

type Config<Name extends OptimizerConfig['name']> = Extract<OptimizerConfig, { name: Name }>

/** p -= learningRate g. */
export class StochasticGradientDescent implements Optimizer {
  readonly state: OptimizerState = { steps: 0, vectors: [] }

  constructor(
    private readonly config: Pick<Config<'sgd'>, 'weightDecay'>,
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

/**
 * buffer = momentum buffer + g, in the first step buffer = g; p -= learningRate buffer. The rate stays outside the buffer, so that a change
 * of the rate acts at once. B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), in PyTorch's form.
 */
export class Momentum implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: Pick<Config<'momentum'>, 'weightDecay' | 'momentum'>,
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

/**
 * Adam: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. In step t
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g²
 *   p -= learningRate m / (1 - beta1ᵗ) / (sqrt(v / (1 - beta2ᵗ)) + epsilon)
 */
export class Adam implements Optimizer {
  readonly state: OptimizerState
  private readonly smallest: number

  constructor(
    private readonly config: Pick<Config<'adam'>, 'weightDecay' | 'beta1' | 'beta2' | 'epsilon'>,
    private readonly parameters: readonly Parameter[],
    kernels: Kernels,
  ) {
    const zeros = () => parameters.map(({ data }) => kernels.allocate(data.length))
    this.state = { steps: 0, vectors: [...zeros(), ...zeros()] }
    this.smallest = smallestKept(kernels.precision)
  }

  step(learningRate: number): void {
    const t = ++this.state.steps
    const { smallest } = this
    const { beta1, beta2, epsilon, weightDecay } = this.config
    const rate = learningRate / (1 - power(beta1, t))
    const correction = Math.sqrt(1 - power(beta2, t))
    for (const [k, { data, gradient }] of this.parameters.entries()) {
      const mean = this.state.vectors[k]!
      const variance = this.state.vectors[this.parameters.length + k]!
      for (let i = 0; i < data.length; i++) {
        const g = gradient[i]! + weightDecay * data[i]!
        const m = beta1 * mean[i]! + (1 - beta1) * g
        const v = beta2 * variance[i]! + (1 - beta2) * g * g
        mean[i] = Math.abs(m) < smallest ? 0 : m
        variance[i] = v < smallest ? 0 : v
        data[i]! -= (rate * m) / (Math.sqrt(v) / correction + epsilon)
      }
    }
  }
}

/**
 * Averages below this are set to zero. A weight whose pixel is no longer lit lets them decay towards numbers that the processor handles
 * a hundred times slower and that rounding never lets reach zero.
 */
function smallestKept(precision: Precision): number {
  return precision === 'float32' ? 1e-30 : 1e-290
}

/** base to the power of a whole exponent by repeated squaring: the last bits of Math.pow are up to the JavaScript engine. */
function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
