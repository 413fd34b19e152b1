/** Activations: one function applied to every number of a vector. */
import type { ScalarFunction, Vector } from '../kernels'

/** y[i] = f(x[i]). */
export function activationForward(f: ScalarFunction, x: Vector, y: Vector, length: number): void {
  for (let i = 0; i < length; i++) y[i] = f.value(x[i]!)
}

/** By the chain rule dx[i] = dy[i] f'(x[i]). */
export function activationBackward(f: ScalarFunction, x: Vector, y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void {
  for (let i = 0; i < length; i++) gradInput[i] = gradOutput[i]! * f.derivative(x[i]!, y[i]!)
}
