/** Losses element by element: each error beside its derivative by the prediction. */
import { exp } from '../../numbers/exp'
import { log1p } from '../../numbers/log1p'
import { sigmoid } from '../../numbers/sigmoid'
import type { LossShape, Vector } from '../kernels'

/** With e = prediction - target: loss = e², dloss / dprediction = 2 e. */
export function squaredError(prediction: Vector, target: Vector, gradPrediction: Vector, { rows, columns, scale }: LossShape): number {
  let total = 0
  for (let i = 0; i < rows * columns; i++) {
    const difference = prediction[i]! - target[i]!
    total += difference * difference
    gradPrediction[i] = 2 * scale * difference
  }
  return total
}

/** loss = |e|, dloss / dprediction = the sign of e, which is 0 at 0. */
export function absoluteError(prediction: Vector, target: Vector, gradPrediction: Vector, { rows, columns, scale }: LossShape): number {
  let total = 0
  for (let i = 0; i < rows * columns; i++) {
    const difference = prediction[i]! - target[i]!
    total += Math.abs(difference)
    gradPrediction[i] = scale * Math.sign(difference)
  }
  return total
}

/** loss = e²/2 where |e| <= delta, else delta (|e| - delta/2); dloss / dprediction = e, cut off at plus and minus delta. */
export function huberError(prediction: Vector, target: Vector, gradPrediction: Vector, shape: LossShape, delta: number): number {
  const { rows, columns, scale } = shape
  let total = 0
  for (let i = 0; i < rows * columns; i++) {
    const difference = prediction[i]! - target[i]!
    const size = Math.abs(difference)
    if (size <= delta) {
      total += 0.5 * difference * difference
      gradPrediction[i] = scale * difference
    } else {
      total += delta * (size - 0.5 * delta)
      gradPrediction[i] = scale * delta * Math.sign(difference)
    }
  }
  return total
}

/**
 * With p = sigmoid(x): loss = -t ln p - (1 - t) ln(1 - p) = ln(1 + eˣ) - t x, dloss / dx = p - t.
 * ln(1 + eˣ) = max(x, 0) + ln(1 + e^-|x|): nothing overflows, and a small loss keeps its digits.
 */
export function binaryCrossEntropy(logits: Vector, target: Vector, gradLogits: Vector, { rows, columns, scale }: LossShape): number {
  let total = 0
  for (let i = 0; i < rows * columns; i++) {
    const x = logits[i]!
    const t = target[i]!
    // The part that grows with |x|, x - t x or -t x, is 0 where the answer is right: it is not subtracted from anything as large.
    total += (x > 0 ? (1 - t) * x : -t * x) + log1p(exp(-Math.abs(x)))
    gradLogits[i] = scale * (sigmoid(x) - t)
  }
  return total
}
