/** Losses element by element: each error beside its derivative by the prediction. Errors are float32, what is made of them is added up in float64. */
import { exp4, log1pOfUnit4 } from './math'
import { highHalf, lastVector, pairSums, realLanes, sumOfPair } from './rows'
import { ONE, spread } from './spread'

const SQUARED = 0
const ABSOLUTE = 1
const HUBER = 2

/** With e = prediction - target: loss e², gradient 2 e scale. */
export function squaredError(prediction: usize, targets: usize, gradient: usize, rows: i32, columns: i32, scale: f64): f64 {
  return measure(SQUARED, prediction, targets, gradient, rows, columns, 2 * scale, 0)
}

/** Loss |e|, gradient the sign of e, 0 at 0, times scale. */
export function absoluteError(prediction: usize, targets: usize, gradient: usize, rows: i32, columns: i32, scale: f64): f64 {
  return measure(ABSOLUTE, prediction, targets, gradient, rows, columns, scale, 0)
}

/** Loss e²/2 where |e| <= delta, else delta (|e| - delta/2); gradient e, cut off at plus and minus delta, times scale. */
export function huberError(prediction: usize, targets: usize, gradient: usize, rows: i32, columns: i32, scale: f64, delta: f64): f64 {
  return measure(HUBER, prediction, targets, gradient, rows, columns, scale, <f32>delta)
}

/**
 * Loss ln(1 + eˣ) - t x, gradient (sigmoid(x) - t) scale. With r = sigmoid(-|x|) the slope is r - t or, above zero, (1 - t) - r, and the loss is
 * that without r, times x, and ln(1 + e^-|x|): where t is right, nothing large is subtracted and small numbers keep their digits.
 */
export function binaryCrossEntropy(logits: usize, targets: usize, gradient: usize, rows: i32, columns: i32, scale: f64): f64 {
  const last = lastVector(columns)
  const real = realLanes(columns)
  const factor = f32x4.splat(<f32>scale)
  const one = spread(ONE)
  let total = f64x2.splat(0)
  for (let r = 0; r < rows; ++r) {
    for (let at: usize = 0; at <= last; at += 16) {
      const lanes = at < last ? i32x4.splat(-1) : real
      const x = v128.and(v128.load(logits + at), lanes)
      const t = v128.load(targets + at)
      const positive = f32x4.gt(x, f32x4.splat(0))
      const missing = v128.bitselect(f32x4.sub(one, t), f32x4.neg(t), positive)
      const power = exp4(f32x4.neg(f32x4.abs(x)))
      const rest = f32x4.div(power, f32x4.add(one, power))
      const slope = f32x4.add(missing, v128.bitselect(f32x4.neg(rest), rest, positive))
      v128.store(gradient + at, v128.and(f32x4.mul(slope, factor), lanes))
      const wrong = pairSums(v128.and(f32x4.mul(missing, x), lanes))
      total = f64x2.add(total, f64x2.add(wrong, pairSums(v128.and(log1pOfUnit4(power), lanes))))
    }
    logits += last + 16
    targets += last + 16
    gradient += last + 16
  }
  return sumOfPair(total)
}

/** The loop of one loss: `kind` is a constant wherever it is inlined. */
@inline
function measure(kind: i32, prediction: usize, targets: usize, gradient: usize, rows: i32, columns: i32, scale: f64, delta: f32): f64 {
  const last = lastVector(columns)
  const real = realLanes(columns)
  const factor = f32x4.splat(<f32>scale)
  let total = f64x2.splat(0)
  for (let r = 0; r < rows; ++r) {
    for (let at: usize = 0; at <= last; at += 16) {
      const lanes = at < last ? i32x4.splat(-1) : real
      const e = v128.and(f32x4.sub(v128.load(prediction + at), v128.load(targets + at)), lanes)
      const slope = slopeOf(kind, e, delta)
      v128.store(gradient + at, v128.and(f32x4.mul(slope, factor), lanes))
      total = f64x2.add(total, lossOf(kind, e, slope))
    }
    prediction += last + 16
    targets += last + 16
    gradient += last + 16
  }
  return sumOfPair(total)
}

/** The derivative of the loss by e; that of e² is halved. */
@inline
function slopeOf(kind: i32, e: v128, delta: f32): v128 {
  if (kind == ABSOLUTE) return signOf(e)
  if (kind == HUBER) return f32x4.pmin(f32x4.pmax(e, f32x4.splat(-delta)), f32x4.splat(delta))
  return e
}

/** The losses of four errors, added up in pairs. */
@inline
function lossOf(kind: i32, e: v128, slope: v128): v128 {
  if (kind == ABSOLUTE) return pairSums(f32x4.abs(e))
  const low = lossOfPair(kind, f64x2.promote_low_f32x4(e), f64x2.promote_low_f32x4(slope))
  const high = lossOfPair(kind, f64x2.promote_low_f32x4(highHalf(e)), f64x2.promote_low_f32x4(highHalf(slope)))
  return f64x2.add(low, high)
}

/** e² or, with the slope c, which is e or plus or minus delta, both cases of the Huber loss in one: c (e - c/2). */
@inline
function lossOfPair(kind: i32, e: v128, slope: v128): v128 {
  if (kind == SQUARED) return f64x2.mul(e, e)
  return f64x2.mul(slope, f64x2.sub(e, f64x2.mul(slope, f64x2.splat(0.5))))
}

const SIGN_BIT = memory.data<u32>([0x80000000])

/** 1 or -1; 0 and NaN stay what they are. */
@inline
function signOf(e: v128): v128 {
  const zero = f32x4.splat(0)
  const signed = v128.or(f32x4.gt(e, zero), f32x4.lt(e, zero))
  return v128.bitselect(v128.or(v128.and(e, spread(SIGN_BIT)), spread(ONE)), e, signed)
}
