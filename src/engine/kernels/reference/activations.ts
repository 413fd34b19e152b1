/** Activations element by element, each value beside its derivative; derivatives are written in terms of y, which is at hand. */
import { sigmoid } from '../../numbers/sigmoid'
import { tanh } from '../../numbers/tanh'
import type { Vector } from '../kernels'

/** y = max(0, x); NaN stays NaN, so that it is seen. */
export function reluForward(x: Vector, y: Vector, length: number): void {
  for (let i = 0; i < length; i++) y[i] = x[i]! <= 0 ? 0 : x[i]!
}

/** y' = 1 for x > 0, which is where y > 0, and 0 elsewhere. */
export function reluBackward(y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void {
  for (let i = 0; i < length; i++) gradInput[i] = y[i]! > 0 ? gradOutput[i]! : 0
}

/** y = 1 / (1 + e⁻ˣ). */
export function sigmoidForward(x: Vector, y: Vector, length: number): void {
  for (let i = 0; i < length; i++) y[i] = sigmoid(x[i]!)
}

/** y' = e⁻ˣ / (1 + e⁻ˣ)² = y (1 - y). */
export function sigmoidBackward(y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void {
  for (let i = 0; i < length; i++) gradInput[i] = gradOutput[i]! * y[i]! * (1 - y[i]!)
}

/** y = (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ). */
export function tanhForward(x: Vector, y: Vector, length: number): void {
  for (let i = 0; i < length; i++) y[i] = tanh(x[i]!)
}

/** y' = 1 - y². */
export function tanhBackward(y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void {
  for (let i = 0; i < length; i++) gradInput[i] = gradOutput[i]! * (1 - y[i]! * y[i]!)
}
