/**
 * Elementary functions of four float32 numbers at once, from the four operations alone: the same bits on every processor.
 *
 * Each says its largest error in ulp (units in the last place of the float32 result), measured over all exponents against float64. Results
 * below the smallest normal number, 1.2e-38, may be 0. NaN stays NaN. Coefficients are minimax fits, rounded to float32 one after the other,
 * each time with the rest fitted anew; they stand from the highest power down.
 */
import { HALF, ONE, SIGN, spread } from './spread'

/** 1.5 2^23 + 126: added to a small number, it leaves its nearest whole number n in the last bits, as n + 126, the exponent of 2^(n - 1). */
const ROUNDER = memory.data<f32>([12583038])
export const LOG2_E = memory.data<f32>([1.44269504])
/** ln 2 in two parts, the first of ten bits, so that a whole number of eight bits times it is exact. */
const LN2_HIGH = memory.data<f32>([0.693359375])
const LN2_LOW = memory.data<f32>([-2.12194440e-4])

/** sum x + c, a step of Horner's rule with the next coefficient of a table. */
@inline
export function step(sum: v128, x: v128, table: usize, index: i32): v128 {
  return f32x4.add(f32x4.mul(sum, x), spread(table, index))
}

/** 2^(n - 1) for ROUNDER + n, n from -126 to 128; 0 for -126. The factor 2 that is left to the caller lets results reach the overflow. */
@inline
function halfPowerOfTwo(rounded: v128): v128 {
  return i32x4.shl(rounded, 23)
}

const TAIL_OF_EXP = memory.data<f32>([
  0.0013820745516568422, 0.008369248360395432, 0.041668280959129333, 0.16666516661643982, 0.4999999403953552,
])

/** (eʳ - 1 - r) / r² for |r| <= 0.35. */
@inline
function tailOfExp(r: v128): v128 {
  let q = spread(TAIL_OF_EXP)
  q = step(q, r, TAIL_OF_EXP, 1)
  q = step(q, r, TAIL_OF_EXP, 2)
  q = step(q, r, TAIL_OF_EXP, 3)
  return step(q, r, TAIL_OF_EXP, 4)
}

/** x between two limits; NaN stays, because it is neither below nor above. */
@inline
export function between(limits: usize, x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, spread(limits)), spread(limits, 1))
}

/** Below the first eˣ is 0 here, above the second it overflows. */
const EXP_LIMITS = memory.data<f32>([-87.3, 89])

/** eˣ; 0 below -86.9, where it is less than 1.7e-38. Largest error measured: 1.0 ulp. e^0 = 1 exactly. */
@inline
export function exp4(x: v128): v128 {
  return expOfSum(x, f32x4.splat(0))
}

/** e^(x + small) for |small| < 0.06, which may lie below the last bit of x. */
@inline
export function expOfSum(x: v128, small: v128): v128 {
  const limited = between(EXP_LIMITS, x)
  const rounded = f32x4.add(f32x4.mul(limited, spread(LOG2_E)), spread(ROUNDER))
  const n = f32x4.sub(rounded, spread(ROUNDER))
  const high = f32x4.sub(limited, f32x4.mul(n, spread(LN2_HIGH)))
  const r = f32x4.add(f32x4.sub(high, f32x4.mul(n, spread(LN2_LOW))), small)
  const power = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), tailOfExp(r)), r), spread(ONE))
  return f32x4.mul(f32x4.add(power, power), halfPowerOfTwo(rounded))
}

/** Below it eˣ - 1 is x to the last bit. */
const EXPM1_ITSELF = memory.data<f32>([1e-8])

/** eˣ - 1, which keeps its digits near 0. Largest error measured: 1.6 ulp. -0 stays -0. */
@inline
export function expm14(x: v128): v128 {
  const limited = between(EXP_LIMITS, x)
  const rounded = f32x4.add(f32x4.mul(limited, spread(LOG2_E)), spread(ROUNDER))
  const n = f32x4.sub(rounded, spread(ROUNDER))
  const high = f32x4.sub(limited, f32x4.mul(n, spread(LN2_HIGH)))
  const r = f32x4.sub(high, f32x4.mul(n, spread(LN2_LOW)))
  const powerLess1 = f32x4.add(f32x4.mul(f32x4.mul(r, r), tailOfExp(r)), r)
  const scale = halfPowerOfTwo(rounded)
  const half = f32x4.add(f32x4.mul(powerLess1, scale), f32x4.sub(scale, spread(HALF)))
  // The halving would lose the sign of -0 and the last bit of a subnormal number, which are their own results.
  return v128.bitselect(limited, f32x4.add(half, half), f32x4.lt(f32x4.abs(x), spread(EXPM1_ITSELF)))
}

/** The bits of 2/3: numbers are taken apart into 2^k m with m from 2/3 to 4/3. */
const TWO_THIRDS = memory.data<i32>([0x3f2aaaab])
/** Sign and exponent of a float32. */
const EXPONENT_BITS = memory.data<u32>([0xff800000])

/** k 2^23 for x = 2^k m. */
@inline
function exponentBits(x: v128): v128 {
  return v128.and(i32x4.sub(x, spread(TWO_THIRDS)), spread(EXPONENT_BITS))
}

const LOG = memory.data<f32>([
  -0.12842302024364471, 0.13991695642471313, -0.12194594740867615, 0.1400456577539444,
  -0.1667981743812561, 0.2001047283411026, -0.24999810755252838, 0.3333321511745453,
])

/** ln(1 + f) + k ln 2 for f from -1/3 to 1/3. */
@inline
function logOfParts(f: v128, k: v128): v128 {
  let q = spread(LOG)
  q = step(q, f, LOG, 1)
  q = step(q, f, LOG, 2)
  q = step(q, f, LOG, 3)
  q = step(q, f, LOG, 4)
  q = step(q, f, LOG, 5)
  q = step(q, f, LOG, 6)
  q = step(q, f, LOG, 7)
  const bent = f32x4.mul(f32x4.mul(f, f), f32x4.sub(f32x4.mul(f, q), spread(HALF)))
  const small = f32x4.add(bent, f32x4.mul(k, spread(LN2_LOW)))
  return f32x4.add(f32x4.add(small, f), f32x4.mul(k, spread(LN2_HIGH)))
}

const SMALLEST_NORMAL = memory.data<f32>([1.17549435e-38])
/** 2^23, and its exponent. */
const LIFT = memory.data<f32>([8388608, 23])

/** ln x, of subnormal numbers too; -Infinity for plus or minus 0, NaN for negative numbers. Largest error measured: 0.9 ulp. */
@inline
export function log4(x: v128): v128 {
  // Subnormal numbers have no exponent of their own: 2^23 makes them normal, exactly.
  const subnormal = f32x4.lt(x, spread(SMALLEST_NORMAL))
  const normal = v128.bitselect(f32x4.mul(x, spread(LIFT)), x, subnormal)
  const bits = exponentBits(normal)
  const k = f32x4.sub(f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23)), v128.and(subnormal, spread(LIFT, 1)))
  const y = logOfParts(f32x4.sub(i32x4.sub(normal, bits), spread(ONE)), k)
  return logAtLimits(x, y)
}

/** 4, and by what it is divided again. */
const FOUR = memory.data<f32>([4, 0.25])

/** ln(1 + x), which keeps its digits near 0; -Infinity at -1, NaN below, -0 stays -0. Largest error measured: 1.7 ulp. */
@inline
export function log1p4(x: v128): v128 {
  const sum = f32x4.add(x, spread(ONE))
  const bits = exponentBits(sum)
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  // f = (1 + x) / 2^k - 1 from x itself, which has digits that the rounded sum lost; by 4 / 2^k, because 2^-128 is no normal number.
  const inverse = i32x4.sub(spread(FOUR), bits)
  const f = f32x4.mul(f32x4.add(f32x4.mul(x, inverse), f32x4.sub(inverse, spread(FOUR))), spread(FOUR, 1))
  const y = logAtLimits(sum, logOfParts(f, k))
  return v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(0)))
}

export const TWO = memory.data<f32>([2])

/**
 * ln(1 + x) for x from 0 to 1 alone, in a third of the time: 2 artanh s with s = x / (2 + x) <= 1/3.
 * Largest error measured: 2.0 ulp. NaN stays NaN.
 */
@inline
export function log1pOfUnit4(x: v128): v128 {
  return twiceArtanh(f32x4.div(x, f32x4.add(x, spread(TWO))))
}

const TWICE_ARTANH = memory.data<f32>([0.2800736725330353, 0.28002938628196716, 0.40021440386772156, 0.666664183139801])

/** 2 artanh s for |s| <= 1/3, an odd polynomial. */
@inline
export function twiceArtanh(s: v128): v128 {
  const z = f32x4.mul(s, s)
  let q = step(spread(TWICE_ARTANH), z, TWICE_ARTANH, 1)
  q = step(q, z, TWICE_ARTANH, 2)
  q = step(q, z, TWICE_ARTANH, 3)
  return f32x4.add(f32x4.mul(f32x4.mul(q, z), s), f32x4.add(s, s))
}

/** Infinity, -Infinity and NaN. */
const LIMITS = memory.data<f32>([Infinity, -Infinity, NaN])

/** y, or what it must be for an argument of the logarithm that has none or no finite one. */
@inline
function logAtLimits(x: v128, y: v128): v128 {
  const positive = f32x4.gt(x, f32x4.splat(0))
  const finite = f32x4.lt(x, spread(LIMITS))
  const limit = v128.bitselect(x, spread(LIMITS, 2), positive)
  const valid = v128.bitselect(y, limit, v128.and(positive, finite))
  return v128.bitselect(spread(LIMITS, 1), valid, f32x4.eq(x, f32x4.splat(0)))
}

/** a, then b and c of the quotient below. */
const OVER = memory.data<f32>([124.88212585449219])
const UNDER = memory.data<f32>([17.312358856201172, 360.3336486816406])

/**
 * N of the beginning of the continued fraction of tanh: for |f| <= 1/2 and z = f^2
 *   tanh(f ln 2 / 2) = N / D with N = f (z + a) and D = b z + c, and so 2^f = (D + N) / (D - N),
 * to 2e-8 of both. Whoever divides anyway takes N and D as they are.
 */
@inline
export function overOf(f: v128, z: v128): v128 {
  return f32x4.mul(f, f32x4.add(z, spread(OVER)))
}

/** D of the same. */
@inline
export function underOf(z: v128): v128 {
  return step(spread(UNDER), z, UNDER, 1)
}

/** From here on tanh x is nearer to plus or minus 1 than to the number before. */
const TANH_LIMIT = memory.data<f32>([9.011])
const TWICE_LOG2_E = memory.data<f32>([2.88539008])

/**
 * tanh x, exactly odd, because it is computed for |x|: with 2 |x| / ln 2 = n + f for the nearest whole n, s = 2^n and t = tanh(f ln 2 / 2) = N / D,
 * the addition theorem says
 *   tanh |x| = ((s - 1) + (s + 1) t) / ((s + 1) + (s - 1) t) = (w + N) / (w + D) with w = (s - 1) / 2 (D + N),
 * where s - 1 is exact, and for n = 0 w is 0, so that nothing is lost near 0. Largest error measured: 3.3 ulp; never beyond plus or minus 1;
 * -0 stays -0.
 */
@inline
export function tanh4(x: v128): v128 {
  const sign = v128.and(x, spread(SIGN))
  const doublings = f32x4.mul(f32x4.pmin(v128.xor(x, sign), spread(TANH_LIMIT)), spread(TWICE_LOG2_E))
  const rounded = f32x4.add(doublings, spread(ROUNDER))
  const f = f32x4.sub(doublings, f32x4.sub(rounded, spread(ROUNDER)))
  const z = f32x4.mul(f, f)
  const over = overOf(f, z), under = underOf(z)
  const w = f32x4.mul(f32x4.sub(halfPowerOfTwo(rounded), spread(HALF)), f32x4.add(under, over))
  return v128.or(f32x4.div(f32x4.add(w, over), f32x4.add(w, under)), sign)
}

/** 1 / (1 + e⁻ˣ); small results keep their digits. Largest error measured: 2.5 ulp. */
@inline
export function sigmoid4(x: v128): v128 {
  const one = spread(ONE)
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))))
}
