/** The logistic function. */
import type { Vector } from '../kernels/kernels'
import { Elementwise } from './elementwise'

/** y = 1 / (1 + e⁻ˣ); y' = e⁻ˣ / (1 + e⁻ˣ)² = y (1 - y). */
export class Sigmoid extends Elementwise {
  protected value(x: Vector, y: Vector, length: number): void {
    this.kernels.sigmoidForward(x, y, length)
  }

  protected derivative(gradOutput: Vector, gradInput: Vector, length: number): void {
    this.kernels.sigmoidBackward(this.output, gradOutput, gradInput, length)
  }
}
