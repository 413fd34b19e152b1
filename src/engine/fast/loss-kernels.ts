/** The loss kernels as losses call them: with views into the memory in place of pointers. */
import type { LossKernels, LossShape, SoftTargets, Vector } from '../kernels/kernels'
import type { FastKernels, Pointer } from './exports'

/**
 * Outputs, targets and gradients are views of padded rows, see `exports.ts`; labels are bytes there.
 * @param classWeights memory for as many float32 as there are classes
 */
export class FastLossKernels implements LossKernels {
  constructor(
    private readonly kernels: FastKernels,
    private readonly classWeights: Float32Array,
  ) {}

  crossEntropy(logits: Vector, labels: Uint8Array, gradLogits: Vector, { rows, columns, scale }: LossShape): number {
    return this.kernels.crossEntropy(at(logits), at(labels), at(gradLogits), rows, columns, scale)
  }

  softCrossEntropy(logits: Vector, targets: Vector, gradLogits: Vector, { rows, columns, scale }: LossShape, soft: SoftTargets): number {
    this.classWeights.set(soft.classWeights)
    return this.kernels.softCrossEntropy(at(logits), at(targets), at(gradLogits), rows, columns, scale, soft.smoothing, at(this.classWeights))
  }

  squaredError(prediction: Vector, target: Vector, gradPrediction: Vector, { rows, columns, scale }: LossShape): number {
    return this.kernels.squaredError(at(prediction), at(target), at(gradPrediction), rows, columns, scale)
  }

  absoluteError(prediction: Vector, target: Vector, gradPrediction: Vector, { rows, columns, scale }: LossShape): number {
    return this.kernels.absoluteError(at(prediction), at(target), at(gradPrediction), rows, columns, scale)
  }

  huberError(prediction: Vector, target: Vector, gradPrediction: Vector, { rows, columns, scale }: LossShape, delta: number): number {
    return this.kernels.huberError(at(prediction), at(target), at(gradPrediction), rows, columns, scale, delta)
  }

  binaryCrossEntropy(logits: Vector, target: Vector, gradLogits: Vector, { rows, columns, scale }: LossShape): number {
    return this.kernels.binaryCrossEntropy(at(logits), at(target), at(gradLogits), rows, columns, scale)
  }
}

function at(view: Vector | Uint8Array): Pointer {
  return view.byteOffset
}
