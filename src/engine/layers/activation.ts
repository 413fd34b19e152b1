/** The module of an activation: no parameters, and each output depends on one input alone. */
import type { Kernels, ScalarFunction, Vector } from '../kernels/kernels'
import { activationFunction, type ActivationConfig } from './activations/registry'
import type { ModuleSize } from './module'
import { SameShape, type BackwardPass } from './same-shape'

/** y = f(x), element by element. */
export class Activation extends SameShape {
  constructor(
    kernels: Kernels,
    size: ModuleSize,
    private readonly f: ScalarFunction,
  ) {
    super(kernels, size, 'An activation')
  }

  protected value(x: Vector, y: Vector, rows: number, columns: number): void {
    this.kernels.activationForward(this.f, x, y, rows * columns)
  }

  /** By the chain rule dL/dx = dL/dy f'(x), element by element. */
  protected derivative({ x, y, gradOutput, gradInput }: BackwardPass, rows: number, columns: number): void {
    this.kernels.activationBackward(this.f, x, y, gradOutput, gradInput, rows * columns)
  }
}

/** The module of the activation that a configuration names, such as `{ name: 'relu' }`. */
export function createActivation(config: ActivationConfig, kernels: Kernels, size: ModuleSize): Activation {
  return new Activation(kernels, size, activationFunction(config))
}
