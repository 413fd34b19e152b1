/**
 * Is the backward pass the derivative of the forward pass? Central differences give each derivative from two forward passes,
 *   dL/dv = (L(v + h) - L(v - h)) / 2h + O(h²),
 * slowly but without any derivation, so that a mistake in the derivation shows. Meant for float64: in float32 rounding hides everything.
 */
import type { Kernels, Vector } from '../kernels/kernels'
import type { Module, Parameter, TrainingPass } from '../layers/module'
import { weighSamples } from '../losses/class-weights'
import type { BatchTargets, Loss } from '../losses/loss'

/** One derivative by both ways. */
export interface DerivativeComparison {
  /** The vector, such as `x` or `layers.0.weight`, and the place in it. */
  name: string
  index: number
  /** From the backward pass. */
  analytic: number
  /** From central differences. */
  numeric: number
  /** |analytic - numeric| / max(1, |analytic|, |numeric|): absolute for small derivatives, relative for large ones. */
  error: number
}

/** What comparing all derivatives came to. */
export interface GradientReport {
  /** Derivatives compared. */
  checked: number
  /** The largest error. */
  worst: DerivativeComparison
  /** Whether the largest error is within the tolerance. */
  passed: boolean
}

/** The step h, times max(1, |v|): near the cube root of float64's precision, where truncation and rounding balance. */
export const gradientStep = 1e-5
/** At this step both errors stay near 1e-10; a wrong derivation is off by far more. */
export const gradientTolerance = 1e-7

/** A module, and where its derivatives are compared. */
export interface ModuleCheck {
  kernels: Kernels
  module: Module
  /** (rows, inputs). Keep it off kinks, such as 0 for a ReLU, by more than the step. */
  x: Vector
  rows: number
  /** (rows, outputs): the objective is the sum over all outputs of weights times y, so that any wrong entry of the Jacobian counts. */
  weights: Vector
  /** Makes the same training pass anew, so that every forward pass drops the same numbers; evaluation where it is left out. */
  training?: () => TrainingPass
}

/** Checks the gradients of every parameter and of the input. */
export function checkModule({ kernels, module, x, rows, weights, training }: ModuleCheck): GradientReport {
  for (const { gradient } of module.parameters) gradient.fill(0)
  module.forward(x, rows, training?.())
  const gradInput = module.backward(weights, rows).slice()
  const objective = () => {
    const y = module.forward(x, rows, training?.())
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * y[i]!
    return sum
  }
  const input = compareDerivatives({ name: 'x', values: x, gradient: gradInput }, objective, kernels)
  const parameters = module.parameters.flatMap(({ name, data, gradient }) => compareDerivatives({ name, values: data, gradient }, objective, kernels))
  return report([...input, ...parameters])
}

/** A loss, and where its derivatives are compared. */
export interface LossCheck {
  kernels: Kernels
  loss: Loss
  /** (rows, outputs). */
  output: Vector
  targets: BatchTargets
  rows: number
}

/** Checks the objective's gradient by the network's outputs. */
export function checkLoss({ kernels, loss, output, targets, rows }: LossCheck): GradientReport {
  const batch = weighSamples(loss.sampleWeights, targets.labels, { order: null, start: 0, count: rows })
  const block = { rows, batch }
  const gradient = kernels.allocate(output.length)
  const unused = kernels.allocate(output.length)
  loss.evaluate(output, targets, gradient, block)
  const objective = () => loss.objective(loss.evaluate(output, targets, unused, block), batch)
  return report(compareDerivatives({ name: 'output', values: output, gradient }, objective, kernels))
}

/** A module under a loss, and where the derivatives of both together are compared. */
export interface NetworkCheck extends Omit<LossCheck, 'output'> {
  module: Module
  /** (rows, inputs). Keep it where neither the module nor the loss has a kink. */
  x: Vector
  /** Makes the same training pass anew, so that every forward pass drops the same numbers; evaluation where it is left out. */
  training?: () => TrainingPass
}

/** Checks the gradients of the objective, through loss and module, by every parameter and by the input. */
export function checkNetwork(check: NetworkCheck): GradientReport {
  const { kernels, x } = check
  const { objective, gradInput } = differentiate(check)
  const input = compareDerivatives({ name: 'x', values: x, gradient: gradInput }, objective, kernels)
  return report([...input, ...compareParameters(check).flatMap(({ comparisons }) => comparisons)])
}

/** The derivatives by the numbers of one parameter. */
export interface ParameterComparison {
  name: string
  shape: readonly number[]
  comparisons: DerivativeComparison[]
}

/** Which derivatives are compared, and who hears how far that is. */
export interface ComparisonOptions {
  /** The places of each parameter; all of them where it is left out. */
  places?: (parameter: Parameter) => readonly number[]
  /** Told after each derivative. */
  progress?: (done: number, total: number) => void
}

/** Compares the derivatives of the objective by the parameters one by one, and keeps every comparison: `checkNetwork` in the open. */
export function compareParameters(check: NetworkCheck, { places, progress }: ComparisonOptions = {}): ParameterComparison[] {
  const { kernels, module } = check
  const { objective } = differentiate(check)
  const chosen = module.parameters.map((parameter) => places?.(parameter) ?? parameter.data.map((_, index) => index))
  const total = chosen.reduce((sum, { length }) => sum + length, 0)
  let done = 0
  return module.parameters.map(({ name, shape, data, gradient }, p) => ({
    name,
    shape,
    comparisons: Array.from(chosen[p]!, (index) => {
      const comparison = compareDerivative({ name, values: data, gradient }, index, objective, kernels)
      progress?.(++done, total)
      return comparison
    }),
  }))
}

/** One backward pass, which leaves the gradients, and the objective as a function of what the parameters and x hold. */
function differentiate({ kernels, module, loss, x, targets, rows, training }: NetworkCheck): { objective: () => number; gradInput: Vector } {
  const batch = weighSamples(loss.sampleWeights, targets.labels, { order: null, start: 0, count: rows })
  const block = { rows, batch }
  const gradOutput = kernels.allocate(module.forward(x, rows, training?.()).length)
  const evaluate = () => loss.evaluate(module.forward(x, rows, training?.()), targets, gradOutput, block)
  for (const { gradient } of module.parameters) gradient.fill(0)
  evaluate()
  return { objective: () => loss.objective(evaluate(), batch), gradInput: module.backward(gradOutput, rows).slice() }
}

/** A vector with the gradient by it. */
interface Differentiated {
  name: string
  values: Vector
  gradient: Vector
}

function compareDerivatives(differentiated: Differentiated, objective: () => number, kernels: Kernels): DerivativeComparison[] {
  return Array.from(differentiated.values, (_, index) => compareDerivative(differentiated, index, objective, kernels))
}

/** Moves the value, and puts it back. */
function compareDerivative({ name, values, gradient }: Differentiated, index: number, objective: () => number, kernels: Kernels): DerivativeComparison {
  if (kernels.precision !== 'float64') throw new RangeError(`a gradient check needs float64, got ${kernels.precision}`)
  const value = values[index]!
  const step = gradientStep * Math.max(1, Math.abs(value))
  values[index] = value + step
  const above = objective()
  values[index] = value - step
  const below = objective()
  values[index] = value
  const analytic = gradient[index]!
  const numeric = (above - below) / (2 * step)
  return { name, index, analytic, numeric, error: Math.abs(analytic - numeric) / Math.max(1, Math.abs(analytic), Math.abs(numeric)) }
}

function report(comparisons: readonly DerivativeComparison[]): GradientReport {
  const [first, ...others] = comparisons
  if (first === undefined) throw new RangeError('there are no derivatives to check')
  const worst = others.reduce((largest, next) => (next.error > largest.error || Number.isNaN(next.error) ? next : largest), first)
  return { checked: comparisons.length, worst, passed: comparisons.every(({ error }) => error <= gradientTolerance) }
}
