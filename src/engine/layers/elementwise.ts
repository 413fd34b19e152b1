/** What activations have in common: no parameters, and each output depends on one input alone. */
import type { Kernels, Vector } from '../kernels/kernels'
import { checkRows, type Module, type ModuleSize } from './module'

export abstract class Elementwise implements Module {
  readonly parameters = []
  protected readonly output: Vector
  private readonly gradInput: Vector
  private readonly width: number
  private readonly capacity: number

  constructor(
    protected readonly kernels: Kernels,
    { inputs, capacity }: ModuleSize,
  ) {
    this.width = inputs
    this.capacity = capacity
    this.output = kernels.allocate(capacity * inputs)
    this.gradInput = kernels.allocate(capacity * inputs)
  }

  forward(x: Vector, rows: number): Vector {
    checkRows('An activation', 'x', x, rows, this.width, this.capacity)
    this.value(x, this.output, rows * this.width)
    return this.output
  }

  /** By the chain rule dL/dx = dL/dy f'(x), element by element. */
  backward(gradOutput: Vector, rows: number): Vector {
    checkRows('An activation', 'dy', gradOutput, rows, this.width, this.capacity)
    this.derivative(gradOutput, this.gradInput, rows * this.width)
    return this.gradInput
  }

  backwardParameters(): void {
    // There are none.
  }

  /** y = f(x). */
  protected abstract value(x: Vector, y: Vector, length: number): void
  /** dx = dy f'(x), with f' written in terms of the output. */
  protected abstract derivative(gradOutput: Vector, gradInput: Vector, length: number): void
}
