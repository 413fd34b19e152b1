/** The logarithm of the softmax: exact also for classes whose probability underflows. */
import type { Kernels, Vector } from '../kernels/kernels'
import type { ModuleSize } from './module'
import { SameShape, type BackwardPass } from './same-shape'

/** y[c] = x[c] - log(sum over k of e^x[k]), row by row. */
export class LogSoftmax extends SameShape {
  constructor(kernels: Kernels, size: ModuleSize) {
    super(kernels, size, 'LogSoftmax')
  }

  protected value(x: Vector, y: Vector, rows: number, columns: number): void {
    this.kernels.logSoftmaxForward(x, y, rows, columns)
  }

  /** dy[c]/dx[k] = (1 where c = k, else 0) - p[k] with p = e^y, so dL/dx[k] = dL/dy[k] - p[k] (sum over c of dL/dy[c]). */
  protected derivative({ y, gradOutput, gradInput }: BackwardPass, rows: number, columns: number): void {
    this.kernels.logSoftmaxBackward(y, gradOutput, gradInput, rows, columns)
  }
}
