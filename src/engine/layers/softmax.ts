/** Softmax: turns the outputs of a row into probabilities. */
import type { Kernels, Vector } from '../kernels/kernels'
import type { ModuleSize } from './module'
import { SameShape, type BackwardPass } from './same-shape'

/**
 * y[c] = e^x[c] / sum over k of e^x[k], row by row. Training with cross-entropy uses the loss that contains it, which stays exact where a
 * probability underflows; this module serves predictions, and networks that need probabilities inside.
 */
export class Softmax extends SameShape {
  constructor(kernels: Kernels, size: ModuleSize) {
    super(kernels, size, 'Softmax')
  }

  protected value(x: Vector, y: Vector, rows: number, columns: number): void {
    this.kernels.softmaxForward(x, y, rows, columns)
  }

  /** dy[c]/dx[k] = y[c] (1 where c = k, else 0) - y[c] y[k], so dL/dx[k] = y[k] (dL/dy[k] - sum over c of y[c] dL/dy[c]). */
  protected derivative({ y, gradOutput, gradInput }: BackwardPass, rows: number, columns: number): void {
    this.kernels.softmaxBackward(y, gradOutput, gradInput, rows, columns)
  }
}
