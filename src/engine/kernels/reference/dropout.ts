/** Dropout: a mask over a vector. */
import type { Vector } from '../kernels'

/** y[i] = x[i] mask[i] scale. A number that is not finite shows even where it is dropped. */
export function applyMask(x: Vector, mask: Uint8Array, scale: number, y: Vector, length: number): void {
  for (let i = 0; i < length; i++) y[i] = x[i]! * (mask[i]! * scale)
}
