/** Batch normalisation, column by column of a batch; sums are float64 and run over the rows in their order. */
import type { KeptByNorm, NormShape, NormVectors, Vector } from '../kernels'

/** Two sums a column. */
let first = new Float64Array(1024)
let second = new Float64Array(1024)

/** Zeros for that many columns; allocates only at the first call for more than any before. */
function reserve(columns: number): void {
  if (columns > first.length) {
    first = new Float64Array(columns)
    second = new Float64Array(columns)
  }
  first.fill(0, 0, columns)
  second.fill(0, 0, columns)
}

/** mean = 1/n sum of x and variance = 1/n sum of (x - mean)², in two passes, because the difference of large sums would cancel. */
export function batchNormTraining(x: Vector, norm: NormVectors, kept: KeptByNorm, y: Vector, shape: NormShape): void {
  const { rows, columns, momentum, epsilon } = shape
  reserve(columns)
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) first[c]! += x[r * columns + c]!
  for (let c = 0; c < columns; c++) first[c]! /= rows
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const difference = x[r * columns + c]! - first[c]!
      second[c]! += difference * difference
    }
  }
  for (let c = 0; c < columns; c++) {
    const squares = second[c]!
    norm.runningMean[c]! += momentum * (first[c]! - norm.runningMean[c]!)
    norm.runningVariance[c]! += momentum * (squares / (rows - 1) - norm.runningVariance[c]!)
    second[c] = 1 / Math.sqrt(squares / rows + epsilon)
  }
  normalise(x, norm, kept, y, shape)
}

export function batchNormEvaluation(x: Vector, norm: NormVectors, kept: KeptByNorm, y: Vector, shape: NormShape): void {
  reserve(shape.columns)
  for (let c = 0; c < shape.columns; c++) {
    first[c] = norm.runningMean[c]!
    second[c] = 1 / Math.sqrt(norm.runningVariance[c]! + shape.epsilon)
  }
  normalise(x, norm, kept, y, shape)
}

/** n = (x - mean) / deviation and y = weight n + bias, with the means in `first` and 1 / deviation in `second`. */
function normalise(x: Vector, { weight, bias }: NormVectors, kept: KeptByNorm, y: Vector, { rows, columns }: NormShape): void {
  for (let c = 0; c < columns; c++) kept.inverseDeviation[c] = second[c]!
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c
      const normalised = (x[i]! - first[c]!) * second[c]!
      kept.normalised[i] = normalised
      y[i] = weight[c]! * normalised + bias[c]!
    }
  }
}

/** From y = weight n + bias: dweight = sum of dy n, dbias = sum of dy, over the rows. */
export function batchNormParameterGradients(gradOutput: Vector, kept: KeptByNorm, gradWeight: Vector, gradBias: Vector, shape: NormShape): void {
  sumColumns(gradOutput, kept, shape)
  for (let c = 0; c < shape.columns; c++) {
    gradWeight[c]! += second[c]!
    gradBias[c]! += first[c]!
  }
}

/**
 * n depends on every x of its column through mean and variance. With d = sqrt(variance + epsilon), n rows, and the sums over rows
 *   dL/dx[r] = weight / d (dy[r] - 1/rows sum of dy - n[r] 1/rows sum of dy n):
 * the second term is what the mean takes back, the third what the variance does. S. Ioffe and C. Szegedy, 2015, section 3, simplified.
 */
export function batchNormTrainingInputGradient(gradOutput: Vector, weight: Vector, kept: KeptByNorm, gradInput: Vector, shape: NormShape): void {
  const { rows, columns } = shape
  sumColumns(gradOutput, kept, shape)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c
      const fromMean = first[c]! / rows
      const fromVariance = (kept.normalised[i]! * second[c]!) / rows
      gradInput[i] = weight[c]! * kept.inverseDeviation[c]! * (gradOutput[i]! - fromMean - fromVariance)
    }
  }
}

/** Mean and variance are constants: dL/dx = weight / d dy. */
export function batchNormEvaluationInputGradient(gradOutput: Vector, weight: Vector, kept: KeptByNorm, gradInput: Vector, shape: NormShape): void {
  const { rows, columns } = shape
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) gradInput[r * columns + c] = weight[c]! * kept.inverseDeviation[c]! * gradOutput[r * columns + c]!
  }
}

/** Into `first` the sum of dy over the rows, into `second` that of dy n. */
function sumColumns(gradOutput: Vector, { normalised }: KeptByNorm, { rows, columns }: NormShape): void {
  reserve(columns)
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * columns + c
      first[c]! += gradOutput[i]!
      second[c]! += gradOutput[i]! * normalised[i]!
    }
  }
}
