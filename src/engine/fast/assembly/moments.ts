/**
 * A layer of identity units under the squared error, in full batches, from the moments of its data. With A the inputs of all samples, a column of
 * ones behind them where there is a bias, y the targets of a unit and theta its weights, the sum of the squared errors is
 * theta' G theta - 2 theta' c + y'y and its gradient 2 (G theta - c), where G = A'A and c = A'y. They are sums over the samples which no epoch
 * changes: taken once, they leave an epoch as many operations as G has numbers, however many samples there are. All of it is float64, whose
 * digits are enough for differences of such sums, except where the errors have become tiny beside them.
 *
 * In memory lie G, then c and y'y of one unit after the other.
 */
import { highDoubles, lowDoubles } from './doubles'
import { lastVector, realLanes, sumOfPair } from './rows'

/** Smaller than this, in parts of the terms that it is a difference of, a sum of squared errors has lost digits that float32 has: 2^-52 / 1e-9 is below 1e-6. */
const LEAST_SHARE: f64 = 1e-9

@inline
function double(base: usize, index: i32): usize {
  return base + (<usize>index << 3)
}

/** Adds the moments of a block of samples, whose rows are `bytes` apart. */
export function addMoments(inputs: i32, units: i32, biased: i32, samples: i32, features: usize, targets: usize, bytes: usize, moments: usize): void {
  const terms = inputs + biased
  for (let i = 0; i < terms; ++i) {
    const row = column(i, inputs, features, bytes)
    for (let j = i; j < terms; ++j) {
      const sum = load<f64>(double(moments, i * terms + j)) + product(samples, row, column(j, inputs, features, bytes))
      store<f64>(double(moments, i * terms + j), sum)
      store<f64>(double(moments, j * terms + i), sum)
    }
  }
  let ofUnit = double(moments, terms * terms)
  for (let u = 0; u < units; ++u, targets += bytes, ofUnit = double(ofUnit, terms + 1)) {
    for (let i = 0; i < terms; ++i) add(double(ofUnit, i), product(samples, column(i, inputs, features, bytes), targets))
    add(double(ofUnit, terms), product(samples, targets, targets))
  }
}

@inline
function add(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value)
}

/** The row of an input; 0 for the ones. */
@inline
function column(index: i32, inputs: i32, features: usize, bytes: usize): usize {
  return index < inputs ? features + <usize>index * bytes : 0
}

/** The sum of x y over the samples; a row at 0 is all ones. What the padding has does not count. */
function product(samples: i32, x: usize, y: usize): f64 {
  const last = lastVector(samples)
  let low = f64x2.splat(0), high = low
  for (let at: usize = 0; at <= last; at += 16) {
    const real = at < last ? i32x4.splat(-1) : realLanes(samples)
    const a = v128.and(x ? v128.load(x + at) : f32x4.splat(1), real)
    const b = v128.and(y ? v128.load(y + at) : f32x4.splat(1), real)
    low = f64x2.add(low, f64x2.mul(lowDoubles(a), lowDoubles(b)))
    high = f64x2.add(high, f64x2.mul(highDoubles(a), highDoubles(b)))
  }
  return sumOfPair(f64x2.add(low, high))
}

/**
 * The sum of the squared errors over samples and units. Its gradients, times `scale`, go to the places of weights and biases. Negative where
 * it, and with it they, would have lost digits: the samples themselves must be asked then.
 * @param bias 0 where there is none
 */
export function gradientFromMoments(
  inputs: i32, units: i32, weight: usize, bias: usize, gradWeight: usize, gradBias: usize, moments: usize, scale: f64,
): f64 {
  const terms = bias ? inputs + 1 : inputs
  let ofUnit = double(moments, terms * terms)
  let loss: f64 = 0
  // Of all terms that the loss is a difference of, the magnitudes.
  let size: f64 = 0
  for (let u = 0; u < units; ++u, ofUnit = double(ofUnit, terms + 1)) {
    const b = bias ? <f64>load<f32>(bias + (<usize>u << 2)) : 0
    const squares = load<f64>(double(ofUnit, terms))
    loss += squares
    size += squares
    for (let i = 0; i < terms; ++i) {
      const row = double(moments, i * terms)
      let sum: f64 = 0, magnitude: f64 = 0
      for (let j = 0; j < inputs; ++j) {
        const term = load<f64>(double(row, j)) * <f64>load<f32>(weight + (<usize>j << 2))
        sum += term
        magnitude += Math.abs(term)
      }
      if (bias) {
        const term = load<f64>(double(row, inputs)) * b
        sum += term
        magnitude += Math.abs(term)
      }
      const c = load<f64>(double(ofUnit, i))
      const theta = i < inputs ? <f64>load<f32>(weight + (<usize>i << 2)) : b
      loss += theta * (sum - 2 * c)
      size += Math.abs(theta) * (magnitude + 2 * Math.abs(c))
      const gradient = <f32>(2 * scale * (sum - c))
      if (i < inputs) store<f32>(gradWeight + (<usize>i << 2), gradient)
      else store<f32>(gradBias + (<usize>u << 2), gradient)
    }
    weight += <usize>inputs << 2
    gradWeight += <usize>inputs << 2
  }
  return loss > LEAST_SHARE * size ? loss : -1
}
