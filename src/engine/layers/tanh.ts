/** The hyperbolic tangent. */
import type { Vector } from '../kernels/kernels'
import { Elementwise } from './elementwise'

/** y = (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ); by the quotient rule y' = 1 - y². */
export class Tanh extends Elementwise {
  protected value(x: Vector, y: Vector, length: number): void {
    this.kernels.tanhForward(x, y, length)
  }

  protected derivative(gradOutput: Vector, gradInput: Vector, length: number): void {
    this.kernels.tanhBackward(this.output, gradOutput, gradInput, length)
  }
}
