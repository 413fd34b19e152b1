/** The module of an activation: no parameters, and each output depends on one input alone. */
import type { Kernels, ScalarFunction, Vector } from '../kernels/kernels'
import { activationFunction, type ActivationConfig } from './activations/registry'
import { checkRows, type Module, type ModuleSize } from './module'

/** y = f(x), element by element. */
export class Activation implements Module {
  readonly parameters = []
  readonly tensors = []
  private readonly output: Vector
  private readonly gradInput: Vector
  private readonly width: number
  private readonly capacity: number
  /** The last x, which derivatives need. */
  private input: Vector

  constructor(
    private readonly kernels: Kernels,
    { inputs, capacity }: ModuleSize,
    private readonly f: ScalarFunction,
  ) {
    this.width = inputs
    this.capacity = capacity
    this.output = kernels.allocate(capacity * inputs)
    this.gradInput = kernels.allocate(capacity * inputs)
    this.input = kernels.allocate(0)
  }

  forward(x: Vector, rows: number): Vector {
    checkRows('An activation', 'x', x, rows, this.width, this.capacity)
    this.input = x
    this.kernels.activationForward(this.f, x, this.output, rows * this.width)
    return this.output
  }

  /** By the chain rule dL/dx = dL/dy f'(x), element by element. */
  backward(gradOutput: Vector, rows: number): Vector {
    checkRows('An activation', 'dy', gradOutput, rows, this.width, this.capacity)
    this.kernels.activationBackward(this.f, this.input, this.output, gradOutput, this.gradInput, rows * this.width)
    return this.gradInput
  }

  backwardParameters(): void {
    // There are none.
  }
}

/** The module of the activation that a configuration names, such as `{ name: 'relu' }`. */
export function createActivation(config: ActivationConfig, kernels: Kernels, size: ModuleSize): Activation {
  return new Activation(kernels, size, activationFunction(config))
}
