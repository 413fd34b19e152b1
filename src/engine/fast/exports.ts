/**
 * The kernels of the WebAssembly module in ./assembly: float32, four numbers at a time (SIMD), the same bits on every processor.
 *
 * A `Pointer` is a byte offset into the module's memory; 0 stands for "none". Matrices are row-major with a sample or an input a row; a row
 * is `padded(columns)` numbers long, a multiple of 4, so that rows start on 16 bytes, and `columns` of a kernel means that length unless it
 * says "real". Whatever lies in the padding of weights, biases, their gradients and averages, and of gradients by activations, is 0 and
 * stays 0; the padding of activations may hold anything finite.
 * Weights lie (inputs, outputs), the transpose of what the rest of the engine sees: a row holds what leaves one input.
 */

export type Pointer = number

/** Numbers of a row that has that many columns: the next multiple of 4. */
export function padded(columns: number): number {
  return (columns + 3) & ~3
}

/** Products of matrices, and sums over their rows. Steps (`aRow`, `bRow`, ...) are bytes from one row, or column, to the next. */
export interface MatrixKernels {
  /**
   * C = A B + bias or, with `accumulate` 1, C += A B, for A (rows, inner), B (inner, columns), C (rows, columns). A is read at
   * a + row aRow + k aColumn, so that a transposed A costs nothing. `columns` is a multiple of 4; `bias` (columns) is added to every row.
   */
  multiply(
    rows: number,
    columns: number,
    inner: number,
    a: Pointer,
    aRow: number,
    aColumn: number,
    b: Pointer,
    bRow: number,
    c: Pointer,
    cRow: number,
    bias: Pointer,
    accumulate: number,
  ): void
  /** target[j][i] = source[i][j] for i < rows, j < columns (real). */
  transpose(source: Pointer, rows: number, columns: number, sourceRow: number, target: Pointer, targetRow: number): void
  /** target[j] = sum over rows of source[r][j] or, with `accumulate` 1, that much more. */
  sumRows(source: Pointer, rows: number, columns: number, target: Pointer, accumulate: number): void
  /** output[r][i] = table[bytes[r inputs + i]] for i < inputs (real); rows of the output are `padded(inputs)` long. */
  expandBytes(bytes: Pointer, table: Pointer, rows: number, inputs: number, output: Pointer): void
}

/** Images of 28 x 28 bytes, distorted as `../augmentation` says. */
export interface ImageKernels {
  /** result (784 bytes) = image with thicker or thinner strokes, share in 256ths of a pixel, as the mesh (8 x 8 numbers of 32 bits along each axis) shows it. */
  distortImage(image: Pointer, share: number, meshX: Pointer, meshY: Pointer, result: Pointer): void
  /** entries = input << 8 | byte for the bytes of an image that are not zero; returns how many there are. */
  compressImage(image: Pointer, entries: Pointer): number
}

/**
 * The first layer over compressed rows, which leave the zeros out: entry = input << 8 | byte, and the number is table[byte]. Row r of a batch
 * has the entries from starts[r] to starts[r + 1]. Entries are read four at a time: 12 bytes beyond the last must lie in the memory.
 *
 * `scale` and `shift` (inputs) serve features that are standardised, x' = scale x - shift, which would destroy the zeros; 0 for none. Then
 * x' W = x (scale W) - shift W: the rows of W are scaled as they are read and `bias` is handed over with shift W taken off, and the gradient
 * of row i is scale[i] (sum of x dy) - shift[i] (sum of dy).
 */
export interface SparseKernels {
  /** output[r] = bias + sum over entries of the number times weight[input]. */
  sparseForward(
    rows: number,
    starts: Pointer,
    entries: Pointer,
    table: Pointer,
    scale: Pointer,
    weight: Pointer,
    bias: Pointer,
    output: Pointer,
    columns: number,
  ): void
  /** target = bias - shift W, the bias that `sparseForward` takes where features are standardised. */
  shiftedBias(inputs: number, shift: Pointer, weight: Pointer, bias: Pointer, target: Pointer, columns: number): void
  /**
   * Sorts the entries of a batch by input, stably: sorted[k] = row << 8 | byte, and those of input i end at ends[i] (a pointer), where those
   * of i + 1 begin. `ends` has room for inputs + 1 numbers.
   */
  sortEntries(rows: number, starts: Pointer, entries: Pointer, inputs: number, ends: Pointer, sorted: Pointer): void
  /** gradient[i] = or, with `accumulate` 1, += sum over sorted entries of input i of the number times delta[row]; `deltaSums` is sum over rows of delta, read where there is a shift. */
  sparseGradient(
    inputs: number,
    ends: Pointer,
    sorted: Pointer,
    table: Pointer,
    scale: Pointer,
    shift: Pointer,
    delta: Pointer,
    deltaSums: Pointer,
    gradient: Pointer,
    columns: number,
    accumulate: number,
  ): void
  /**
   * The same gradient row by row, each followed at once by the step of the rule that was set last, so that it never leaves the registers' reach:
   * no buffer of gradients is written or read. `lit` has a byte an input, 0 for one that no sample of the data lights, whose rows stay as they
   * are; 0 for none. `a`, `b`, `c` are the rule's averages for this weight, as in `updateParameter`.
   */
  sparseUpdate(
    inputs: number,
    ends: Pointer,
    sorted: Pointer,
    table: Pointer,
    scale: Pointer,
    shift: Pointer,
    delta: Pointer,
    deltaSums: Pointer,
    lit: Pointer,
    weight: Pointer,
    a: Pointer,
    b: Pointer,
    c: Pointer,
    columns: number,
  ): void
}

/** Number by number; `count` is a multiple of 4. */
export interface ActivationKernels {
  /** y = f(x); see `activationCode` for the codes, `parameter` is α, a or β where the function has one. x and y may be the same. */
  activationForward(code: number, parameter: number, x: Pointer, y: Pointer, count: number): void
  /** dx = dy f'(x), with y = f(x); dx and dy may be the same. */
  activationBackward(code: number, parameter: number, x: Pointer, y: Pointer, gradOutput: Pointer, gradInput: Pointer, count: number): void
}

/** Inverted dropout and batch normalisation. */
export interface RegularisingKernels {
  /**
   * mask[r][j] = 0 with the probability threshold / 2^32, else scale, for j < real; one word of xoshiro128** a number, row by row, as the
   * reference draws them. The generator's four words lie at `generator` and move on, so that the next layer's mask follows. The padding
   * becomes 0. `threshold` is an unsigned word.
   */
  drawMask(generator: Pointer, threshold: number, scale: number, mask: Pointer, rows: number, real: number): void
  /** y = x mask; y may be x. */
  applyMask(x: Pointer, mask: Pointer, y: Pointer, count: number): void
  /** As `Kernels.batchNormTraining` says; `inverse` (columns) becomes 1 / sqrt(variance + epsilon), `normalised` (rows, columns) n. */
  batchNormTraining(
    x: Pointer,
    y: Pointer,
    normalised: Pointer,
    inverse: Pointer,
    weight: Pointer,
    bias: Pointer,
    runningMean: Pointer,
    runningVariance: Pointer,
    rows: number,
    columns: number,
    momentum: number,
    epsilon: number,
  ): void
  /** y = weight (x - runningMean) / sqrt(runningVariance + epsilon) + bias. */
  batchNormEvaluation(
    x: Pointer,
    y: Pointer,
    weight: Pointer,
    bias: Pointer,
    runningMean: Pointer,
    runningVariance: Pointer,
    rows: number,
    columns: number,
    epsilon: number,
  ): void
  /** Adds to gradWeight and gradBias, and writes gradInput as training has it; gradInput may be gradOutput. */
  batchNormBackward(
    gradOutput: Pointer,
    normalised: Pointer,
    inverse: Pointer,
    weight: Pointer,
    gradWeight: Pointer,
    gradBias: Pointer,
    gradInput: Pointer,
    rows: number,
    columns: number,
  ): void
}

/**
 * Each returns the sum of the losses over rows, added up in float64, and writes the gradient by the outputs times `scale`; the padding of the
 * gradient becomes 0. `columns` is real here, the length of a row is `padded(columns)`. Labels are bytes, target values float32 in padded rows.
 */
export interface LossKernels {
  crossEntropy(logits: Pointer, labels: Pointer, gradient: Pointer, rows: number, columns: number, scale: number): number
  /** As `Kernels.softCrossEntropy` says; classWeights (columns) is float32, a padded row. */
  softCrossEntropy(
    logits: Pointer,
    targets: Pointer,
    gradient: Pointer,
    rows: number,
    columns: number,
    scale: number,
    smoothing: number,
    classWeights: Pointer,
  ): number
  squaredError(prediction: Pointer, targets: Pointer, gradient: Pointer, rows: number, columns: number, scale: number): number
  absoluteError(prediction: Pointer, targets: Pointer, gradient: Pointer, rows: number, columns: number, scale: number): number
  huberError(prediction: Pointer, targets: Pointer, gradient: Pointer, rows: number, columns: number, scale: number, delta: number): number
  binaryCrossEntropy(logits: Pointer, targets: Pointer, gradient: Pointer, rows: number, columns: number, scale: number): number
  /** Rows whose first largest output is at the label; a single output is the logit of class 1 against class 0. */
  countCorrect(outputs: Pointer, labels: Pointer, rows: number, columns: number): number
}

/** One step of an optimizer. A rule is set once a step with its constants, computed in float64; then it is applied to every parameter. */
export interface OptimizerKernels {
  setSgd(rate: number, weightDecay: number): void
  /** `fresh` is the share of the gradient that enters the buffer: 1 in the first step, else 1 - dampening. */
  setMomentum(rate: number, weightDecay: number, momentum: number, fresh: number, nesterov: number): void
  setAdagrad(rate: number, weightDecay: number, epsilon: number): void
  setRmsprop(rate: number, weightDecay: number, alpha: number, epsilon: number, momentum: number, centered: number): void
  /** `rate` is divided by 1 - beta1ᵗ already, `correction` is sqrt(1 - beta2ᵗ), `shrink` 1 - rate weightDecay of the decoupled form. */
  setAdam(rate: number, weightDecay: number, shrink: number, beta1: number, beta2: number, epsilon: number, correction: number, amsgrad: number): void
  /** `correction` is 1 - beta2ᵗ. */
  setNadam(gradientRate: number, meanRate: number, weightDecay: number, beta1: number, beta2: number, epsilon: number, correction: number): void
  setLion(rate: number, shrink: number, beta1: number, beta2: number): void
  /**
   * Applies the rule that was set last to `count` numbers (a multiple of 4); `a`, `b` and `c` are its averages in the order of the reference's
   * state (Adam: mean, variance, maximum), 0 where it has fewer.
   */
  updateParameter(weight: Pointer, gradient: Pointer, a: Pointer, b: Pointer, c: Pointer, count: number): void
  /**
   * Averages that decay become 0 below 1e-30. Once in 16 steps is enough: an average that halves in each step takes
   * 26 from there to the numbers that are slow, and one that shrinks faster is soon through them.
   */
  flushAverages(a: Pointer, b: Pointer, c: Pointer, count: number): void
  /** Whether all weights that the rules have written since the last `forgetNonFinite` were finite: 1 or 0. */
  updatesAreFinite(): number
  forgetNonFinite(): void
}

/** What stands between the gradient and the step. `count` is a multiple of 4. */
export interface GradientKernels {
  /** gradient += l1 sign(weight) + l2 weight. */
  addPenalty(weight: Pointer, gradient: Pointer, count: number, l1: number, l2: number): void
  /** In float64, where the square of no float32 overflows or vanishes. */
  sumOfSquares(x: Pointer, count: number): number
  /** x *= factor. */
  scaleBy(x: Pointer, count: number, factor: number): void
  /** x becomes limit above it and -limit below -limit; infinities and NaN stay. */
  clampTo(x: Pointer, count: number, limit: number): void
  /** 1 where every number is finite, else 0. */
  allFinite(x: Pointer, count: number): number
}

/**
 * Small problems, whose samples lie side by side: a row holds one feature, or one unit, of all samples. Rows are `bytes` apart, a multiple of
 * 32; weights are (outputs, inputs) without padding. What lies in the padding of a row counts nothing as long as the gradients by the
 * outputs are 0 there, as the losses leave them.
 */
export interface ByFeatureKernels {
  /**
   * y[r] = bias[r] + sum over i of weight[r][i] x[i] for r < rows, i < inner; `bias` may be 0.
   * @param rowStep, columnStep bytes from a weight to that of the next row, of the next i: a transposed matrix costs nothing
   */
  combineRows(rows: number, inner: number, weight: Pointer, rowStep: number, columnStep: number, x: Pointer, bias: Pointer, y: Pointer, bytes: number): void
  /**
   * products[i][j] = or, with `accumulate` 1, += sum over samples of a[i] b[j] for i < aRows, j < bRows; `aStep` and `bStep` are bytes from a
   * product to that of the next i, of the next j. It is fastest where aRows is the larger number.
   */
  multiplyRows(aRows: number, bRows: number, a: Pointer, b: Pointer, products: Pointer, aStep: number, bStep: number, bytes: number, accumulate: number): void
  /** sums[r] = or, with `accumulate` 1, += sum over samples of x[r]. */
  sumOfEachRow(rows: number, x: Pointer, sums: Pointer, bytes: number, accumulate: number): void
  /**
   * Softmax and cross-entropy against targets q (classes): gradient[c] = scale (mass p[c] - q[c]); returns the sum over samples of
   * -q log p, with `mass` the sum of q, added up in float64. Samples without mass and targets, as in the padding, count nothing.
   */
  crossEntropyByFeature(classes: number, logits: Pointer, targets: Pointer, mass: Pointer, gradient: Pointer, scale: number, bytes: number): number
  /**
   * The same for two classes, of which only the difference d of the second logit and the first counts: one row of d, and the gradient by it, which
   * is that of the second class and with the other sign that of the first.
   */
  crossEntropyOfPair(difference: Pointer, targets: Pointer, mass: Pointer, gradient: Pointer, scale: number, bytes: number): number
  /**
   * Samples whose first largest output is at the label; a single output is the logit of class 1 against class 0. Labels are float32, -1 in
   * the padding.
   */
  countCorrectByFeature(outputs: number, x: Pointer, labels: Pointer, bytes: number): number
}

/**
 * What identity units under the squared error need of their data, see assembly/moments.ts: in float64 the products of all pairs of inputs, with 1
 * behind them where there is a bias (`biased` 1), then for each unit those of the inputs and its targets, and of the targets with themselves.
 */
export interface MomentKernels {
  /** moments += those of a block of samples, with features and targets in rows. */
  addMoments(inputs: number, units: number, biased: number, samples: number, features: Pointer, targets: Pointer, bytes: number, moments: Pointer): void
  /**
   * The sum of the squared errors, and the gradients of scale times it; `bias` and `gradBias` are 0 where there is none. Negative where so much
   * cancels that they have lost digits.
   */
  gradientFromMoments(
    inputs: number,
    units: number,
    weight: Pointer,
    bias: Pointer,
    gradWeight: Pointer,
    gradBias: Pointer,
    moments: Pointer,
    scale: number,
  ): number
}

/** Whole epochs of small problems, by a plan that full-batch-plan.ts lays out and full-batch-header.ts writes. */
export interface FullBatchKernels {
  /**
   * Trains `count` epochs by the rows of the table of rules, the first of them step number `step`. After each the state, parameters and averages, is written to `history`,
   * and the sum of its losses before the step and its right answers to `losses` and `correct` (float64). Returns how many were finite: it
   * ends after the first that was not, whose loss is there too.
   */
  fullBatchEpochs(plan: Pointer, rules: Pointer, step: number, count: number, history: Pointer, losses: Pointer, correct: Pointer): number
  /** Takes the moments of the training data, for a plan with a place of zeros for them. */
  fullBatchMoments(plan: Pointer): void
  /** The sum of the losses of a block of samples; its right answers go to `correct` (float64). */
  fullBatchScore(plan: Pointer, block: number, correct: Pointer): number
}

/** All that the module exports. */
export interface FastKernels
  extends
    MatrixKernels,
    ImageKernels,
    SparseKernels,
    ActivationKernels,
    RegularisingKernels,
    LossKernels,
    OptimizerKernels,
    GradientKernels,
    ByFeatureKernels,
    MomentKernels,
    FullBatchKernels {}

/** Every kernel by name; the compiler sees to it that none is forgotten. */
export const kernelNames: Record<keyof FastKernels, true> = {
  multiply: true,
  transpose: true,
  sumRows: true,
  expandBytes: true,
  distortImage: true,
  compressImage: true,
  sparseForward: true,
  shiftedBias: true,
  sortEntries: true,
  sparseGradient: true,
  sparseUpdate: true,
  activationForward: true,
  activationBackward: true,
  drawMask: true,
  applyMask: true,
  batchNormTraining: true,
  batchNormEvaluation: true,
  batchNormBackward: true,
  crossEntropy: true,
  softCrossEntropy: true,
  squaredError: true,
  absoluteError: true,
  huberError: true,
  binaryCrossEntropy: true,
  countCorrect: true,
  setSgd: true,
  setMomentum: true,
  setAdagrad: true,
  setRmsprop: true,
  setAdam: true,
  setNadam: true,
  setLion: true,
  updateParameter: true,
  flushAverages: true,
  updatesAreFinite: true,
  forgetNonFinite: true,
  addPenalty: true,
  sumOfSquares: true,
  scaleBy: true,
  clampTo: true,
  allFinite: true,
  combineRows: true,
  multiplyRows: true,
  sumOfEachRow: true,
  crossEntropyByFeature: true,
  crossEntropyOfPair: true,
  countCorrectByFeature: true,
  addMoments: true,
  gradientFromMoments: true,
  fullBatchEpochs: true,
  fullBatchMoments: true,
  fullBatchScore: true,
}
