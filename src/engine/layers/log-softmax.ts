/** The logarithm of the softmax: exact also for classes whose probability underflows. */
import type { Kernels, Vector } from '../kernels/kernels'
import { checkRows, type Module, type ModuleSize } from './module'

/** y[c] = x[c] - log(sum over k of e^x[k]), row by row. */
export class LogSoftmax implements Module {
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
    checkRows('LogSoftmax', 'x', x, rows, this.width, this.capacity)
    this.kernels.logSoftmaxForward(x, this.output, rows, this.width)
    return this.output
  }

  /** dy[c]/dx[k] = (1 where c = k, else 0) - p[k] with p = e^y, so dL/dx[k] = dL/dy[k] - p[k] (sum over c of dL/dy[c]). */
  backward(gradOutput: Vector, rows: number): Vector {
    checkRows('LogSoftmax', 'dy', gradOutput, rows, this.width, this.capacity)
    this.kernels.logSoftmaxBackward(this.output, gradOutput, this.gradInput, rows, this.width)
    return this.gradInput
  }

  backwardParameters(): void {
    // There are none.
  }
}
