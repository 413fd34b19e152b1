/** The rectified linear unit. */
import type { Vector } from '../kernels/kernels'
import { Elementwise } from './elementwise'

/** y = max(0, x); y' = 1 for x > 0, else 0, at the kink too. V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010. */
export class ReLU extends Elementwise {
  protected value(x: Vector, y: Vector, length: number): void {
    this.kernels.reluForward(x, y, length)
  }

  protected derivative(gradOutput: Vector, gradInput: Vector, length: number): void {
    this.kernels.reluBackward(this.output, gradOutput, gradInput, length)
  }
}
