/**
 * Softmax joined with the cross-entropy. e^(x - max) is float32; its sum over a row and the loss are float64, so that the loss of a sure answer,
 * ln(1 + a little), keeps the digits of the little.
 */
import { exp4 } from './math'
import { highHalf, lastVector, pairSums, realLanes, sumOfPair } from './rows'
import { spread } from './spread'

const MINUS_INFINITY = memory.data<f32>([-Infinity])

/** -ln p of the labels, summed, and gradient = scale (p - onehot). */
export function crossEntropy(logits: usize, labels: usize, gradient: usize, rows: i32, columns: i32, scale: f64): f64 {
  const last = lastVector(columns)
  const real = realLanes(columns)
  let total: f64 = 0
  for (let r = 0; r < rows; ++r) {
    const label = <usize>load<u8>(labels + r) << 2
    const max = largest(logits, last, real)
    const sum = exponentials(logits, gradient, last, real, f32x4.splat(max))
    const power = <f64>load<f32>(gradient + label)
    const factor = scale / sum
    total += logOfSum(sum) - (<f64>load<f32>(logits + label) - <f64>max)
    multiply(gradient, last, real, f32x4.splat(<f32>factor))
    // p - 1 = -(sum of the others) / sum, which keeps its digits where p nears 1.
    store<f32>(gradient + label, <f32>((power - sum) * factor))
    logits += last + 16
    gradient += last + 16
  }
  return total
}

/** -t' ln p, summed, and gradient = scale (p (sum of t') - t'), with t' = weight ((1 - smoothing) t + smoothing / columns). */
export function softCrossEntropy(
  logits: usize, targets: usize, gradient: usize, rows: i32, columns: i32, scale: f64, smoothing: f64, classWeights: usize,
): f64 {
  const last = lastVector(columns)
  const real = realLanes(columns)
  const kept = f32x4.splat(<f32>(1 - smoothing))
  const even = f32x4.splat(<f32>(smoothing / columns))
  const scales = f32x4.splat(<f32>scale)
  let total: f64 = 0
  for (let r = 0; r < rows; ++r) {
    const max = f32x4.splat(largest(logits, last, real))
    const sum = exponentials(logits, gradient, last, real, max)
    const logSum = f32x4.splat(<f32>logOfSum(sum))
    let mass = f64x2.splat(0)
    let losses = f64x2.splat(0)
    for (let at: usize = 0; at <= last; at += 16) {
      const lanes = at < last ? i32x4.splat(-1) : real
      const target = v128.and(wanted(targets + at, classWeights + at, kept, even), lanes)
      const surprise = f32x4.sub(logSum, f32x4.sub(v128.load(logits + at), max))
      mass = f64x2.add(mass, pairSums(target))
      losses = f64x2.add(losses, pairSums(v128.and(f32x4.mul(target, surprise), lanes)))
    }
    total += sumOfPair(losses)
    const share = f32x4.splat(<f32>(sumOfPair(mass) / sum))
    for (let at: usize = 0; at <= last; at += 16) {
      const lanes = at < last ? i32x4.splat(-1) : real
      const target = wanted(targets + at, classWeights + at, kept, even)
      const error = f32x4.sub(f32x4.mul(v128.load(gradient + at), share), target)
      v128.store(gradient + at, v128.and(f32x4.mul(error, scales), lanes))
    }
    logits += last + 16
    targets += last + 16
    gradient += last + 16
  }
  return total
}

/** weight (kept t + even). */
@inline
function wanted(targets: usize, classWeights: usize, kept: v128, even: v128): v128 {
  return f32x4.mul(f32x4.add(f32x4.mul(v128.load(targets), kept), even), v128.load(classWeights))
}

/** The largest real number of a row; where one is NaN, any of them. */
@inline
function largest(row: usize, last: usize, real: v128): f32 {
  let max = v128.bitselect(v128.load(row + last), spread(MINUS_INFINITY), real)
  for (let at: usize = 0; at < last; at += 16) max = f32x4.pmax(max, v128.load(row + at))
  max = f32x4.pmax(max, highHalf(max))
  return f32x4.extract_lane(f32x4.pmax(max, v128.shuffle<f32>(max, max, 1, 0, 3, 2)), 0)
}

/** Writes e^(x - max) for a row, 0 into its padding, and returns the sum. */
@inline
function exponentials(row: usize, target: usize, last: usize, real: v128, max: v128): f64 {
  let sums = f64x2.splat(0)
  for (let at: usize = 0; at < last; at += 16) {
    const power = exp4(f32x4.sub(v128.load(row + at), max))
    v128.store(target + at, power)
    sums = f64x2.add(sums, pairSums(power))
  }
  const power = v128.and(exp4(f32x4.sub(v128.load(row + last), max)), real)
  v128.store(target + last, power)
  return sumOfPair(f64x2.add(sums, pairSums(power)))
}

/** row *= factor; its padding becomes 0 also where the factor is NaN. */
@inline
function multiply(row: usize, last: usize, real: v128, factor: v128): void {
  for (let at: usize = 0; at < last; at += 16) v128.store(row + at, f32x4.mul(v128.load(row + at), factor))
  v128.store(row + last, v128.and(f32x4.mul(v128.load(row + last), factor), real))
}

/** The bits of 2/3, as in the logarithm of float32. */
const TWO_THIRDS: i64 = 0x3fe5555555555555
/** 2/11, 2/9, ... 2/1. */
const ARTANH = memory.data<f64>([
  0.18181818181818182, 0.2222222222222222, 0.2857142857142857, 0.4, 0.6666666666666666, 2,
])
const LN2: f64 = 0.6931471805599453

/**
 * ln x for x >= 1, a relative 1e-9 off: x = 2^k (1 + f) with 1 + f from 2/3 to 4/3, ln(1 + f) = 2 artanh s with s = f / (2 + f) and
 * |s| <= 1/5, whose series is taken to s^11. Infinity and NaN stay.
 */
@inline
function logOfSum(x: f64): f64 {
  if (!(x < Infinity)) return x
  const bits = reinterpret<i64>(x)
  const exponent = (bits - TWO_THIRDS) >> 52
  const f = reinterpret<f64>(bits - (exponent << 52)) - 1
  const s = f / (f + 2)
  const z = s * s
  let sum = load<f64>(ARTANH)
  sum = sum * z + load<f64>(ARTANH, 8)
  sum = sum * z + load<f64>(ARTANH, 16)
  sum = sum * z + load<f64>(ARTANH, 24)
  sum = sum * z + load<f64>(ARTANH, 32)
  sum = sum * z + load<f64>(ARTANH, 40)
  return <f64>(<i32>exponent) * LN2 + s * sum
}
