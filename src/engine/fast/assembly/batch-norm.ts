/**
 * Batch normalisation, four columns at a time. Sums over the rows are float64 and run in their order, as in the reference, and the variance is
 * taken in a second pass, of the differences from the mean: the difference of large sums would cancel.
 */
import { highDoubles, lowDoubles, rounded } from './doubles'

/** The least epsilon: with one much smaller the inverse deviation of a constant column, and of the padding, would be infinite in float32. */
const LEAST_EPSILON: f64 = 1e-37

/** 1 / sqrt(variance + epsilon). */
@inline
function inverseDeviation(variance: v128, epsilon: f64): v128 {
  const addend = f64x2.splat(max(epsilon, LEAST_EPSILON))
  return f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(variance, addend)))
}

/** running + momentum (batch - running), in float64. */
@inline
function movedTowards(running: v128, batch: v128, momentum: f64): v128 {
  return f64x2.add(running, f64x2.mul(f64x2.splat(momentum), f64x2.sub(batch, running)))
}

@inline
function move(running: usize, low: v128, high: v128, momentum: f64): void {
  const before = v128.load(running)
  v128.store(running, rounded(movedTowards(lowDoubles(before), low, momentum), movedTowards(highDoubles(before), high, momentum)))
}

export function batchNormTraining(
  x: usize, y: usize, normalised: usize, inverse: usize, weight: usize, bias: usize, runningMean: usize, runningVariance: usize,
  rows: i32, columns: i32, momentum: f64, epsilon: f64,
): void {
  const row = <usize>columns << 2
  const count = f64x2.splat(<f64>rows)
  const others = f64x2.splat(<f64>(rows - 1))
  for (let column: usize = 0; column < row; column += 16) {
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    let place = x + column
    for (let r = 0; r < rows; ++r) {
      const numbers = v128.load(place)
      low = f64x2.add(low, lowDoubles(numbers))
      high = f64x2.add(high, highDoubles(numbers))
      place += row
    }
    const meanLow = f64x2.div(low, count)
    const meanHigh = f64x2.div(high, count)

    low = f64x2.splat(0)
    high = f64x2.splat(0)
    place = x + column
    for (let r = 0; r < rows; ++r) {
      const numbers = v128.load(place)
      const first = f64x2.sub(lowDoubles(numbers), meanLow)
      const second = f64x2.sub(highDoubles(numbers), meanHigh)
      low = f64x2.add(low, f64x2.mul(first, first))
      high = f64x2.add(high, f64x2.mul(second, second))
      place += row
    }
    move(runningMean + column, meanLow, meanHigh, momentum)
    move(runningVariance + column, f64x2.div(low, others), f64x2.div(high, others), momentum)
    const inverses = rounded(inverseDeviation(f64x2.div(low, count), epsilon), inverseDeviation(f64x2.div(high, count), epsilon))
    v128.store(inverse + column, inverses)

    // The mean in two parts: rounded to float32 alone it would be wrong by many deviations where the numbers lie far from 0.
    const mean = rounded(meanLow, meanHigh)
    const rest = rounded(f64x2.sub(meanLow, lowDoubles(mean)), f64x2.sub(meanHigh, highDoubles(mean)))
    const scale = v128.load(weight + column)
    const shift = v128.load(bias + column)
    let i = column
    for (let r = 0; r < rows; ++r) {
      const n = f32x4.mul(f32x4.sub(f32x4.sub(v128.load(x + i), mean), rest), inverses)
      v128.store(normalised + i, n)
      v128.store(y + i, f32x4.add(f32x4.mul(scale, n), shift))
      i += row
    }
  }
}

export function batchNormEvaluation(
  x: usize, y: usize, weight: usize, bias: usize, runningMean: usize, runningVariance: usize, rows: i32, columns: i32, epsilon: f64,
): void {
  const row = <usize>columns << 2
  for (let column: usize = 0; column < row; column += 16) {
    const mean = v128.load(runningMean + column)
    const variance = v128.load(runningVariance + column)
    const inverses = rounded(inverseDeviation(lowDoubles(variance), epsilon), inverseDeviation(highDoubles(variance), epsilon))
    const scale = v128.load(weight + column)
    const shift = v128.load(bias + column)
    let i = column
    for (let r = 0; r < rows; ++r) {
      const n = f32x4.mul(f32x4.sub(v128.load(x + i), mean), inverses)
      v128.store(y + i, f32x4.add(f32x4.mul(scale, n), shift))
      i += row
    }
  }
}

/** `engine/kernels/reference/batch-norm.ts` derives dx = weight / d (dy - 1/rows sum of dy - n 1/rows sum of dy n). */
export function batchNormBackward(
  gradOutput: usize, normalised: usize, inverse: usize, weight: usize, gradWeight: usize, gradBias: usize, gradInput: usize,
  rows: i32, columns: i32,
): void {
  const row = <usize>columns << 2
  const count = f64x2.splat(<f64>rows)
  for (let column: usize = 0; column < row; column += 16) {
    let low = f64x2.splat(0)
    let high = f64x2.splat(0)
    let lowProducts = f64x2.splat(0)
    let highProducts = f64x2.splat(0)
    let i = column
    for (let r = 0; r < rows; ++r) {
      const dy = v128.load(gradOutput + i)
      const n = v128.load(normalised + i)
      const first = lowDoubles(dy)
      const second = highDoubles(dy)
      low = f64x2.add(low, first)
      high = f64x2.add(high, second)
      lowProducts = f64x2.add(lowProducts, f64x2.mul(first, lowDoubles(n)))
      highProducts = f64x2.add(highProducts, f64x2.mul(second, highDoubles(n)))
      i += row
    }
    addSums(gradBias + column, low, high)
    addSums(gradWeight + column, lowProducts, highProducts)

    const factor = f32x4.mul(v128.load(weight + column), v128.load(inverse + column))
    const fromMean = rounded(f64x2.div(low, count), f64x2.div(high, count))
    const fromVariance = rounded(f64x2.div(lowProducts, count), f64x2.div(highProducts, count))
    i = column
    for (let r = 0; r < rows; ++r) {
      const n = v128.load(normalised + i)
      const rest = f32x4.sub(f32x4.sub(v128.load(gradOutput + i), fromMean), f32x4.mul(n, fromVariance))
      v128.store(gradInput + i, f32x4.mul(factor, rest))
      i += row
    }
  }
}

/** Adds float64 sums to float32 numbers, rounded once. */
@inline
function addSums(gradient: usize, low: v128, high: v128): void {
  const before = v128.load(gradient)
  v128.store(gradient, rounded(f64x2.add(lowDoubles(before), low), f64x2.add(highDoubles(before), high)))
}
