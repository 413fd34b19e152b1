/** Softmax, alone and joined with the cross-entropy. */
import { exp } from '../../numbers/exp'
import { log } from '../../numbers/log'
import type { LossShape, SoftTargets, Vector } from '../kernels'

/** The largest number of a row. Subtracted from each, it leaves the softmax as it is and keeps e^x from overflowing. */
function largest(x: Vector, start: number, columns: number): number {
  let max = x[start]!
  for (let c = 1; c < columns; c++) if (x[start + c]! > max) max = x[start + c]!
  return max
}

/** y[r, c] = e^x[r, c] / sum over k of e^x[r, k]. */
export function softmaxForward(x: Vector, y: Vector, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    const max = largest(x, start, columns)
    let sum = 0
    for (let c = 0; c < columns; c++) sum += exp(x[start + c]! - max)
    for (let c = 0; c < columns; c++) y[start + c] = exp(x[start + c]! - max) / sum
  }
}

/** From dy[c] / dx[k] = y[c] (1 where c = k, else 0) - y[c] y[k]: dx[k] = y[k] (dy[k] - sum over c of y[c] dy[c]). */
export function softmaxBackward(y: Vector, gradOutput: Vector, gradInput: Vector, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    let dot = 0
    for (let c = 0; c < columns; c++) dot += y[start + c]! * gradOutput[start + c]!
    for (let c = 0; c < columns; c++) gradInput[start + c] = y[start + c]! * (gradOutput[start + c]! - dot)
  }
}

/** y[r, c] = x[r, c] - log(sum over k of e^x[r, k]), taken from x itself: the softmax of a class far below the largest underflows. */
export function logSoftmaxForward(x: Vector, y: Vector, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    const max = largest(x, start, columns)
    let sum = 0
    for (let c = 0; c < columns; c++) sum += exp(x[start + c]! - max)
    const logSum = log(sum)
    for (let c = 0; c < columns; c++) y[start + c] = x[start + c]! - max - logSum
  }
}

/** From dy[c] / dx[k] = (1 where c = k, else 0) - p[k] with p = e^y: dx[k] = dy[k] - p[k] (sum over c of dy[c]). */
export function logSoftmaxBackward(y: Vector, gradOutput: Vector, gradInput: Vector, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    let sum = 0
    for (let c = 0; c < columns; c++) sum += gradOutput[start + c]!
    for (let c = 0; c < columns; c++) gradInput[start + c] = gradOutput[start + c]! - exp(y[start + c]!) * sum
  }
}

/**
 * With the true class t: loss = -log p[t] = log(sum over k of e^x[k]) - x[t], and dloss / dx[c] = p[c] - (1 where c = t, else 0).
 * The loss is taken from the logits, not from p[t], which underflows to 0 for a class far below the largest.
 */
export function crossEntropy(logits: Vector, labels: Uint8Array, gradLogits: Vector, { rows, columns, scale }: LossShape): number {
  let total = 0
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    const label = labels[r]!
    const max = largest(logits, start, columns)
    let sum = 0
    for (let c = 0; c < columns; c++) sum += exp(logits[start + c]! - max)
    total += log(sum) - (logits[start + label]! - max)
    for (let c = 0; c < columns; c++) {
      const probability = exp(logits[start + c]! - max) / sum
      gradLogits[start + c] = scale * (c === label ? probability - 1 : probability)
    }
  }
  return total
}

/**
 * Against the target t' of each row, t'[c] = w[c] ((1 - smoothing) t[c] + smoothing / K): loss = -sum of t'[c] log p[c], and from
 * dlog p[k] / dx[c] = (1 where c = k, else 0) - p[c] follows dloss / dx[c] = p[c] (sum of t') - t'[c]. The sum is 1 without weights.
 */
export function softCrossEntropy(logits: Vector, targets: Vector, gradLogits: Vector, shape: LossShape, soft: SoftTargets): number {
  const { rows, columns, scale } = shape
  const { smoothing, classWeights } = soft
  let total = 0
  for (let r = 0; r < rows; r++) {
    const start = r * columns
    const max = largest(logits, start, columns)
    let sum = 0
    for (let c = 0; c < columns; c++) sum += exp(logits[start + c]! - max)
    const logSum = log(sum)
    let mass = 0
    for (let c = 0; c < columns; c++) {
      const target = classWeights[c]! * ((1 - smoothing) * targets[start + c]! + smoothing / columns)
      mass += target
      total += target * (logSum - (logits[start + c]! - max))
    }
    for (let c = 0; c < columns; c++) {
      const target = classWeights[c]! * ((1 - smoothing) * targets[start + c]! + smoothing / columns)
      gradLogits[start + c] = scale * ((exp(logits[start + c]! - max) / sum) * mass - target)
    }
  }
  return total
}
