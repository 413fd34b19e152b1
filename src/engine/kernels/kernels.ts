/**
 * The narrow interface between the network and the arithmetic: every loop over numbers in a forward and a backward pass.
 * Layers and losses say what is computed in the textbook's terms; kernels say how, own every allocation, and decide the precision.
 * Buffers are allocated once, when a network is built; nothing is allocated in the training loop.
 *
 * Matrices are row-major and batch first: a row is a sample. Weights are (out, in) at this interface, as in PyTorch.
 * Vectors may be longer than a call needs: it reads and writes only the rows or the length that it is told.
 */

export type Precision = 'float32' | 'float64'
/** Memory of the kernels' precision. */
export type Vector = Float32Array | Float64Array

/** A function of one number and its derivative, in float64 whatever the precision of the vectors that it is applied to. */
export interface ScalarFunction {
  /** y = f(x). */
  value(x: number): number
  /** f'(x); y = f(x) is at hand, because some derivatives are shortest in terms of it. */
  derivative(x: number, y: number): number
}

/** What batch normalisation keeps for each column. */
export interface NormVectors {
  /** γ, the scale. */
  weight: Vector
  /** β, the shift. */
  bias: Vector
  runningMean: Vector
  runningVariance: Vector
}

/** What the forward pass of batch normalisation leaves for the backward pass. */
export interface KeptByNorm {
  /** (rows, columns): x less the mean, by the deviation. */
  normalised: Vector
  /** (columns): 1 / sqrt(variance + epsilon). */
  inverseDeviation: Vector
}

export interface NormShape {
  rows: number
  columns: number
  /** The weight of the new batch in the running statistics. */
  momentum: number
  epsilon: number
}

/** The size of a fully connected layer and of the batch it is given. */
export interface LinearShape {
  /** Samples in the batch. */
  rows: number
  inputs: number
  outputs: number
}

/** What one row contributes to a loss, and how its gradient is scaled. */
export interface LossShape {
  rows: number
  /** Classes, or targets of a sample. */
  columns: number
  /** Factor of the gradient: 1 for the sum over samples, 1 / batch for their mean. */
  scale: number
}

/** How the target of a cross-entropy is made of the given one. */
export interface SoftTargets {
  /** The share spread evenly over all classes, 0 for none. */
  smoothing: number
  /** The weight of each class, 1 for none. */
  classWeights: Float64Array
}

/** The operations behind losses. */
export interface LossKernels {
  /**
   * Softmax and cross-entropy in one: writes gradLogits = scale (p - onehot) and returns the sum over rows of -log p of the true
   * class, added up in float64.
   */
  crossEntropy(logits: Vector, labels: Uint8Array, gradLogits: Vector, shape: LossShape): number
  /**
   * The same against targets (rows, columns) that are distributions over the classes: with t' = classWeights ((1 - smoothing) t + smoothing / columns)
   * it writes gradLogits = scale (p sum(t') - t') and returns the sum over rows of -t' log p, added up in float64.
   */
  softCrossEntropy(logits: Vector, targets: Vector, gradLogits: Vector, shape: LossShape, soft: SoftTargets): number
  /** Writes gradPrediction = 2 scale (prediction - target) and returns the sum of the squared errors over rows and columns, added up in float64. */
  squaredError(prediction: Vector, target: Vector, gradPrediction: Vector, shape: LossShape): number

  /** The same with the sign of prediction - target, and the sum of the absolute errors. */
  absoluteError(prediction: Vector, target: Vector, gradPrediction: Vector, shape: LossShape): number
  /** The same for e²/2 where |e| <= delta, else delta (|e| - delta/2), with e = prediction - target. */
  huberError(prediction: Vector, target: Vector, gradPrediction: Vector, shape: LossShape, delta: number): number
  /** Writes gradLogits = scale (sigmoid(logits) - target) and returns the sum of ln(1 + e^logit) - target logit over rows and columns. */
  binaryCrossEntropy(logits: Vector, target: Vector, gradLogits: Vector, shape: LossShape): number
}

/** The operations behind layers and losses, in one precision. */
export interface Kernels extends LossKernels {
  readonly name: 'reference'
  readonly precision: Precision
  /** Zeros. */
  allocate(length: number): Vector

  /** y = x Wᵀ + b, with x (rows, inputs), W (outputs, inputs), b (outputs) or null, y (rows, outputs). */
  linearForward(x: Vector, weight: Vector, bias: Vector | null, y: Vector, shape: LinearShape): void
  /** Adds dyᵀ x to dW and the sum of dy over rows to db, so that the gradients of several blocks of rows make one of them all. */
  linearParameterGradients(x: Vector, gradOutput: Vector, gradWeight: Vector, gradBias: Vector | null, shape: LinearShape): void
  /** dx = dy W. */
  linearInputGradient(gradOutput: Vector, weight: Vector, gradInput: Vector, shape: LinearShape): void

  /** y = f(x), number by number. */
  activationForward(f: ScalarFunction, x: Vector, y: Vector, length: number): void
  /** dx = dy f'(x), with the y that `activationForward` wrote for this x. */
  activationBackward(f: ScalarFunction, x: Vector, y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void

  /** y = x scale where the mask is 1, 0 where it is 0. */
  applyMask(x: Vector, mask: Uint8Array, scale: number, y: Vector, length: number): void

  /**
   * Batch normalisation in training: y = weight n + bias with n = (x - mean) / sqrt(variance + epsilon), column by column, mean and biased
   * variance being those of the batch. Keeps n and 1 / sqrt(variance + epsilon), and moves the running statistics by the share `momentum`
   * towards the batch's mean and unbiased variance.
   */
  batchNormTraining(x: Vector, norm: NormVectors, kept: KeptByNorm, y: Vector, shape: NormShape): void
  /** The same with the running statistics in place of the batch's, which stay as they are. */
  batchNormEvaluation(x: Vector, norm: NormVectors, kept: KeptByNorm, y: Vector, shape: NormShape): void
  /** Adds the sums over rows of dy n to dweight and of dy to dbias. */
  batchNormParameterGradients(gradOutput: Vector, kept: KeptByNorm, gradWeight: Vector, gradBias: Vector, shape: NormShape): void
  /** dx in training, where mean and variance depend on x. */
  batchNormTrainingInputGradient(gradOutput: Vector, weight: Vector, kept: KeptByNorm, gradInput: Vector, shape: NormShape): void
  /** dx in evaluation, where they do not. */
  batchNormEvaluationInputGradient(gradOutput: Vector, weight: Vector, kept: KeptByNorm, gradInput: Vector, shape: NormShape): void

  /** Each row of y is the softmax of the row of x. */
  softmaxForward(x: Vector, y: Vector, rows: number, columns: number): void
  /** dx = y (dy - sum of y dy), row by row. */
  softmaxBackward(y: Vector, gradOutput: Vector, gradInput: Vector, rows: number, columns: number): void
  /** Each row of y is the logarithm of the softmax of the row of x. */
  logSoftmaxForward(x: Vector, y: Vector, rows: number, columns: number): void
  /** dx = dy - e^y (sum of dy), row by row. */
  logSoftmaxBackward(y: Vector, gradOutput: Vector, gradInput: Vector, rows: number, columns: number): void

  /**
   * How many rows have their largest output at the label; of equal outputs the first counts as the largest. A single output is the logit
   * of class 1 against class 0.
   */
  countCorrect(output: Vector, labels: Uint8Array, rows: number, outputs: number): number
  /** Whether every number is finite. */
  allFinite(x: Vector): boolean
}
