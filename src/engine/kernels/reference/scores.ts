/** The squared error, and what is counted or checked over a whole vector. */
import { argmax } from '../../metrics/classification'
import type { LossShape, Vector } from '../kernels'

/** loss = (prediction - target)², dloss / dprediction = 2 (prediction - target). */
export function squaredError(prediction: Vector, target: Vector, gradPrediction: Vector, { rows, columns, scale }: LossShape): number {
  let total = 0
  for (let i = 0; i < rows * columns; i++) {
    const difference = prediction[i]! - target[i]!
    total += difference * difference
    gradPrediction[i] = 2 * scale * difference
  }
  return total
}

/** Rows whose first largest output is at the label. */
export function countCorrect(output: Vector, labels: Uint8Array, rows: number, classes: number): number {
  let correct = 0
  for (let r = 0; r < rows; r++) if (argmax(output, r * classes, classes) === labels[r]) correct++
  return correct
}

/** x - x is 0 for a finite number and NaN for NaN and infinities; one NaN makes the sum NaN. */
export function allFinite(x: Vector): boolean {
  let sum = 0
  for (const value of x) sum += value - value
  return sum === 0
}
