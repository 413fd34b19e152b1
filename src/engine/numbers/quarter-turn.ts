/**
 * What sine and cosine share: the reduction to an eighth of a turn on either side of a whole number of quarter turns, and the series there.
 *
 * Cody and Waite, "Software Manual for the Elementary Functions" (1980), ch. 8: x = k pi/2 + r with whole k and |r| <= pi/4. pi/2 is kept
 * in three parts. The first two have 33 significant bits, so that k times them is exact; K. C. Ng's arrangement in FDLIBM's e_rem_pio2.c
 * (Sun, 1993) keeps what rounding loses of r as a second number.
 */

const QUARTERS_PER_UNIT = 0.6366197723675814
/** The first 33 bits of pi/2, the next 33, and the rest. */
const HALF_PI_1 = 1.5707963267341256
const HALF_PI_2 = 6.077100506303966e-11
const HALF_PI_3 = 2.0222662487959506e-21

/** Up to this size of x, k has twenty bits and the reduction is good to the last one. */
export const largestAngle = 2 ** 20

/** x = quarter pi/2 + high + low, to about 100 bits; quarter is taken modulo 4. */
export interface ReducedAngle {
  quarter: number
  high: number
  low: number
}

/**
 * @throws RangeError for a finite angle beyond 2^20, where the parts of pi/2 have too few bits
 */
export function reduceAngle(x: number): ReducedAngle {
  if (Math.abs(x) > largestAngle) throw new RangeError(`an angle takes a number from -2^20 to 2^20, got ${x}`)
  const k = Math.floor(x * QUARTERS_PER_UNIT + 0.5)
  const rough = x - k * HALF_PI_1
  const second = k * HALF_PI_2
  const remainder = rough - second
  // What the subtraction of the second part lost goes along with the third.
  const rest = k * HALF_PI_3 - (rough - remainder - second)
  const high = remainder - rest
  return { quarter: ((k % 4) + 4) % 4, high, low: remainder - high - rest }
}

/** sin(high + low) for |high| <= pi/4: high - high^3/3! + ... + high^17/17!, whose next term is below 2^-60 of the sum. */
export function sineSeries(high: number, low: number): number {
  const z = high * high
  let sum = 1 / 355687428096000
  sum = sum * z - 1 / 1307674368000
  sum = sum * z + 1 / 6227020800
  sum = sum * z - 1 / 39916800
  sum = sum * z + 1 / 362880
  sum = sum * z - 1 / 5040
  sum = sum * z + 1 / 120
  const cube = z * high
  // sin(high + low) = sin high + low (1 - high^2/2); the leading terms go in last.
  return high - (z * (0.5 * low - cube * sum) - low + cube * (1 / 6))
}

/** cos(high + low) for |high| <= pi/4: 1 - high^2/2 + high^4/4! - ... + high^16/16!, whose next term is below 2^-58. */
export function cosineSeries(high: number, low: number): number {
  const z = high * high
  let sum = 1 / 20922789888000
  sum = sum * z - 1 / 87178291200
  sum = sum * z + 1 / 479001600
  sum = sum * z - 1 / 3628800
  sum = sum * z + 1 / 40320
  sum = sum * z - 1 / 720
  sum = sum * z + 1 / 24
  const half = 0.5 * z
  const rounded = 1 - half
  // What 1 - z/2 lost by rounding comes back, and cos(high + low) = cos high - low high.
  return rounded + (1 - rounded - half + (z * z * sum - high * low))
}
