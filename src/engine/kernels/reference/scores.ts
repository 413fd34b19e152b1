/** What is counted or checked over a whole vector. */
import { argmax } from '../../metrics/classification'
import type { Vector } from '../kernels'

/** Rows whose first largest output is at the label; a single output tells two classes apart by its sign. */
export function countCorrect(output: Vector, labels: Uint8Array, rows: number, outputs: number): number {
  let correct = 0
  for (let r = 0; r < rows; r++) {
    const predicted = outputs === 1 ? Number(output[r]! > 0) : argmax(output, r * outputs, outputs)
    if (predicted === labels[r]) correct++
  }
  return correct
}

/** x - x is 0 for a finite number and NaN for NaN and infinities; one NaN makes the sum NaN. */
export function allFinite(x: Vector): boolean {
  let sum = 0
  for (const value of x) sum += value - value
  return sum === 0
}
