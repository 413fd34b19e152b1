/**
 * The narrow interface between the network and the arithmetic: every loop over numbers that a training step needs.
 * Layers, losses and optimizers say what is computed in the textbook's terms; kernels say how, own every allocation, and decide
 * the precision. Buffers are allocated once, when a network is built; nothing is allocated in the training loop.
 *
 * Matrices are row-major and batch first: a row is a sample. Weights are stored (out, in) at this interface, as in PyTorch.
 */

export type Precision = 'float32' | 'float64'
/** Memory of the kernels' precision. */
export type Vector = Float32Array | Float64Array

export interface LinearShape {
  /** Samples in the batch. */
  rows: number
  inputs: number
  outputs: number
}

export interface AdamConstants {
  learningRate: number
  beta1: number
  beta2: number
  epsilon: number
  weightDecay: number
  /** Steps taken, this one included: the first is 1. */
  step: number
}

export interface Kernels {
  readonly name: 'reference'
  readonly precision: Precision
  /** Zeros. */
  allocate(length: number): Vector

  /** y = x Wᵀ + b, with x (rows, inputs), W (outputs, inputs), b (outputs) or null, y (rows, outputs). */
  linearForward(x: Vector, weight: Vector, bias: Vector | null, y: Vector, shape: LinearShape): void
  /** dW = dyᵀ x and db = sum of dy over rows; both are overwritten. */
  linearParameterGradients(x: Vector, gradOutput: Vector, gradWeight: Vector, gradBias: Vector | null, shape: LinearShape): void
  /** dx = dy W. */
  linearInputGradient(gradOutput: Vector, weight: Vector, gradInput: Vector, shape: LinearShape): void

  /** y = max(0, x) over the first `length` numbers. */
  reluForward(x: Vector, y: Vector, length: number): void
  /** dx = dy where y > 0, else 0: the derivative at the kink is 0. */
  reluBackward(y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void
  /** y = 1 / (1 + e⁻ˣ). */
  sigmoidForward(x: Vector, y: Vector, length: number): void
  /** dx = dy y (1 - y). */
  sigmoidBackward(y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void
  /** y = tanh x. */
  tanhForward(x: Vector, y: Vector, length: number): void
  /** dx = dy (1 - y²). */
  tanhBackward(y: Vector, gradOutput: Vector, gradInput: Vector, length: number): void

  /** Each row of y is the softmax of the row of x. */
  softmaxForward(x: Vector, y: Vector, rows: number, columns: number): void
  /** dx = y (dy - sum of y dy), row by row. */
  softmaxBackward(y: Vector, gradOutput: Vector, gradInput: Vector, rows: number, columns: number): void
  /**
   * Softmax and cross-entropy in one: fills the probabilities, writes gradLogits = scale (p - onehot), and returns the sum of the
   * losses over rows, -sum log p of the true class, accumulated in float64.
   */
  crossEntropy(logits: Vector, labels: Uint8Array, probabilities: Vector, gradLogits: Vector, rows: number, classes: number, scale: number): number
  /** Writes gradPrediction = 2 scale (prediction - target), and returns the sum of the squared errors over rows and outputs. */
  squaredError(prediction: Vector, target: Vector, gradPrediction: Vector, length: number, scale: number): number

  /** g = grad + weightDecay p; p -= learningRate g. */
  sgdStep(parameter: Vector, gradient: Vector, learningRate: number, weightDecay: number): void
  /** buffer = first ? g : momentum buffer + g; p -= learningRate buffer. The rate stays outside the buffer. */
  momentumStep(parameter: Vector, gradient: Vector, buffer: Vector, learningRate: number, momentum: number, weightDecay: number, first: boolean): void
  /** Adam (Kingma and Ba 2015, algorithm 1); epsilon after the root and after bias correction. */
  adamStep(parameter: Vector, gradient: Vector, mean: Vector, variance: Vector, constants: AdamConstants): void
}
