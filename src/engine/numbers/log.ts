/**
 * The natural logarithm, in float64, from the four operations alone: JavaScript leaves the last bits of Math.log to the engine.
 *
 * x = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), so that ln x = k ln 2 + ln(1 + f). With s = f / (2 + f),
 * ln(1 + f) = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...), and |s| <= 0.1716: the series to s^21 leaves less than 2^-57. It is summed as
 * f - (f^2/2 - s (f^2/2 + R)), which keeps the exact f as its leading term: K. C. Ng's arrangement in FDLIBM's e_log.c (Sun, 1993).
 */
import { highWord, powerOfTwo } from './bits'
import { LN2_HIGH, LN2_LOW } from './ln2'

/** The upper twenty bits of the fraction of sqrt(2). */
const SQRT_2_FRACTION = 0x6a09e
const SMALLEST_NORMAL = powerOfTwo(-1022)

/**
 * ln x. Largest error measured: 0.82 ulp. ln of plus or minus 0 is -Infinity, of a negative number NaN, of Infinity Infinity, NaN stays NaN.
 */
export function log(x: number): number {
  if (x === 0) return -Infinity
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  // Subnormal numbers have no exponent of their own: 2^54 makes them normal, exactly.
  const shift = x < SMALLEST_NORMAL ? 54 : 0
  const normal = shift === 0 ? x : x * powerOfTwo(54)
  const word = highWord(normal)
  const exponent = (word >> 20) - 1023
  const halve = (word & 0xfffff) > SQRT_2_FRACTION
  const mantissa = normal * powerOfTwo(-exponent)
  const f = (halve ? 0.5 * mantissa : mantissa) - 1
  const k = exponent - shift + (halve ? 1 : 0)
  if (f === 0) return k * LN2_HIGH + k * LN2_LOW

  const s = f / (2 + f)
  const halfSquare = 0.5 * f * f
  const correction = s * (halfSquare + seriesOfArtanh(s * s))
  if (k === 0) return f - (halfSquare - correction)
  return k * LN2_HIGH - (halfSquare - (correction + k * LN2_LOW) - f)
}

/** R = 2 (artanh s - s) / s = 2 s^2/3 + 2 s^4/5 + ... + 2 s^20/21, from z = s^2. */
function seriesOfArtanh(z: number): number {
  let sum = 2 / 21
  sum = sum * z + 2 / 19
  sum = sum * z + 2 / 17
  sum = sum * z + 2 / 15
  sum = sum * z + 2 / 13
  sum = sum * z + 2 / 11
  sum = sum * z + 2 / 9
  sum = sum * z + 2 / 7
  sum = sum * z + 2 / 5
  sum = sum * z + 2 / 3
  return sum * z
}
