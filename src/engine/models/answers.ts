/** From the outputs of a network to what was asked for. */
import type { Kernels, Vector } from '../kernels/kernels'
import { Softmax } from '../layers/softmax'

/**
 * What the answers are: probabilities of the classes, through a softmax, or the outputs themselves. A single output that tells classes apart
 * is the logit of class 1 against class 0, and the answers are the probabilities of both.
 */
export type PredictionTask = 'classification' | 'regression'

export interface Answers {
  /** Numbers of an answer. */
  readonly width: number
  /** (rows, outputs) to a view of (rows, width), which holds until the next call. */
  from(outputs: Vector, rows: number): Vector
}

/** @param capacity most rows of a call */
export function createAnswers(task: PredictionTask, outputs: number, kernels: Kernels, capacity: number): Answers {
  if (task === 'regression') return { width: outputs, from: (given, rows) => given.subarray(0, rows * outputs) }
  const width = Math.max(2, outputs)
  const softmax = new Softmax(kernels, { inputs: width, capacity })
  const logits = outputs === 1 ? withZeros(kernels.allocate(capacity * width)) : (given: Vector) => given
  return { width, from: (given, rows) => softmax.forward(logits(given, rows), rows).subarray(0, rows * width) }
}

/** sigmoid(x) = eˣ / (1 + eˣ) is the softmax of (0, x): the logit of class 0 is 0. */
function withZeros(pairs: Vector): (given: Vector, rows: number) => Vector {
  return (given, rows) => {
    for (let row = 0; row < rows; row++) pairs[2 * row + 1] = given[row]!
    return pairs
  }
}
