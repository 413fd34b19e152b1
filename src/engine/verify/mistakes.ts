/** Backward passes with a mistake that is easily made, so that a gradient check can be seen to catch it. */
import type { Kernels, LossShape } from '../kernels/kernels'

/**
 * - `activation`: dx = dy, without the factor f'(x) of the activation.
 * - `bias`: db is the dy of the first sample alone, not their sum over the batch.
 * - `scale`: the gradient of the loss is that of the sum over the samples, though the objective is their mean (or as many times too large
 *   where it is the sum).
 */
export const mistakes = ['activation', 'bias', 'scale'] as const
/** A mistake by its name. */
export type Mistake = (typeof mistakes)[number]

/** The same kernels with the mistake in their backward pass; forward they are right. */
export function withMistake(kernels: Kernels, mistake: Mistake): Kernels {
  switch (mistake) {
    case 'activation':
      return { ...kernels, activationBackward: (_f, _x, _y, gradOutput, gradInput, length) => gradInput.set(gradOutput.subarray(0, length)) }
    case 'bias':
      return {
        ...kernels,
        linearParameterGradients(x, gradOutput, gradWeight, gradBias, shape) {
          kernels.linearParameterGradients(x, gradOutput, gradWeight, null, shape)
          for (let o = 0; gradBias !== null && o < shape.outputs; o++) gradBias[o]! += gradOutput[o]!
        },
      }
    case 'scale':
      return withUndividedLoss(kernels)
  }
}

function withUndividedLoss(kernels: Kernels): Kernels {
  const undivided = (shape: LossShape) => ({ ...shape, scale: shape.scale * shape.rows })
  return {
    ...kernels,
    crossEntropy: (logits, labels, grad, shape) => kernels.crossEntropy(logits, labels, grad, undivided(shape)),
    softCrossEntropy: (logits, targets, grad, shape, soft) => kernels.softCrossEntropy(logits, targets, grad, undivided(shape), soft),
    squaredError: (prediction, target, grad, shape) => kernels.squaredError(prediction, target, grad, undivided(shape)),
    absoluteError: (prediction, target, grad, shape) => kernels.absoluteError(prediction, target, grad, undivided(shape)),
    huberError: (prediction, target, grad, shape, delta) => kernels.huberError(prediction, target, grad, undivided(shape), delta),
    binaryCrossEntropy: (logits, target, grad, shape) => kernels.binaryCrossEntropy(logits, target, grad, undivided(shape)),
  }
}
