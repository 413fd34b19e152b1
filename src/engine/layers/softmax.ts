/** Softmax: turns the outputs of a row into probabilities. */
import type { Kernels, Vector } from '../kernels/kernels'
import { checkRows, type Module, type ModuleSize } from './module'

/**
 * y[c] = e^x[c] / sum over k of e^x[k], row by row. Training with cross-entropy uses the loss that contains it, which stays exact where a
 * probability underflows; this module serves predictions, and networks that need probabilities inside.
 */
export class Softmax implements Module {
  readonly parameters = []
  readonly tensors = []
  private readonly output: Vector
  private readonly gradInput: Vector
  private readonly width: number
  private readonly capacity: number

  constructor(
    private readonly kernels: Kernels,
    { inputs, capacity }: ModuleSize,
  ) {
    this.width = inputs
    this.capacity = capacity
    this.output = kernels.allocate(capacity * inputs)
    this.gradInput = kernels.allocate(capacity * inputs)
  }

  forward(x: Vector, rows: number): Vector {
    checkRows('Softmax', 'x', x, rows, this.width, this.capacity)
    this.kernels.softmaxForward(x, this.output, rows, this.width)
    return this.output
  }

  /** dy[c]/dx[k] = y[c] (1 where c = k, else 0) - y[c] y[k], so dL/dx[k] = y[k] (dL/dy[k] - sum over c of y[c] dL/dy[c]). */
  backward(gradOutput: Vector, rows: number): Vector {
    checkRows('Softmax', 'dy', gradOutput, rows, this.width, this.capacity)
    this.kernels.softmaxBackward(this.output, gradOutput, this.gradInput, rows, this.width)
    return this.gradInput
  }

  backwardParameters(): void {
    // There are none.
  }
}
