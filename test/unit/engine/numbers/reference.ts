/** Elementary functions in 200-bit arithmetic, for measuring the engine's own: exact conversions and series on BigInt. */

/** The number mantissa 2^exponent. */
export interface Big {
  mantissa: bigint
  exponent: number
}

const BITS = 200
const ONE = 1n << BigInt(BITS)

/** A finite double, exactly. */
export function exactly(x: number): Big {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const size = biased === 0 ? fraction : fraction | (1n << 52n)
  return { mantissa: bits >> 63n === 1n ? -size : size, exponent: (biased === 0 ? 1 : biased) - 1075 }
}

function shift(value: bigint, places: number): bigint {
  return places >= 0 ? value << BigInt(places) : value >> BigInt(-places)
}

/** With BITS binary places; whatever is below is cut off. */
function fixed({ mantissa, exponent }: Big): bigint {
  return shift(mantissa, exponent + BITS)
}

/** artanh(1/n) = 1/n + 1/(3 n^3) + 1/(5 n^5) + ... */
function artanhOfInverse(n: bigint): bigint {
  let power = ONE / n
  let sum = 0n
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k
    power /= n * n
  }
  return sum
}

/** ln 2 = 2 artanh(1/3). */
const LN2 = 2n * artanhOfInverse(3n)

/** e^x with a relative error below 2^-180. */
export function exp(x: number): Big {
  return expOf(fixed(exactly(x)))
}

function expOf(argument: bigint): Big {
  const k = argument / LN2
  const r = argument - k * LN2
  let term = ONE
  let sum = 0n
  for (let n = 1n; term !== 0n; n++) {
    sum += term
    term = (term * r) / ONE / n
  }
  return { mantissa: sum, exponent: Number(k) - BITS }
}

/** ln x with an absolute error below 2^-180, for x > 0. */
export function log(x: number): Big {
  return logOf(exactly(x))
}

/** The same for ln(1 + x), x > -1. */
export function log1p(x: number): Big {
  return logOf(add(exactly(1), exactly(x)))
}

function logOf({ mantissa, exponent }: Big): Big {
  const places = mantissa.toString(2).length - 1
  const reduced = shift(mantissa, BITS - places)
  // ln m = 2 artanh((m - 1) / (m + 1)), with m from 1 to 2.
  const s = ((reduced - ONE) * ONE) / (reduced + ONE)
  let power = s
  let sum = 0n
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k
    power = (power * s * s) / ONE / ONE
  }
  return { mantissa: 2n * sum + BigInt(exponent + places) * LN2, exponent: -BITS }
}

/** arctan(1/n) = 1/n - 1/(3 n^3) + 1/(5 n^5) - ... */
function arctanOfInverse(n: bigint): bigint {
  let power = ONE / n
  let sum = 0n
  for (let k = 1n; power !== 0n; k += 4n) {
    sum += power / k - power / (n * n) / (k + 2n)
    power /= n ** 4n
  }
  return sum
}

/** pi = 16 arctan(1/5) - 4 arctan(1/239): J. Machin, 1706. */
const PI = 16n * arctanOfInverse(5n) - 4n * arctanOfInverse(239n)

/** sin x with an absolute error below 2^-170, for |x| up to 2^20. */
export function sin(x: number): Big {
  return { mantissa: sineOf(fixed(exactly(x))), exponent: -BITS }
}

/** cos x = sin(x + pi/2), with the same error. */
export function cos(x: number): Big {
  return { mantissa: sineOf(fixed(exactly(x)) + PI / 2n), exponent: -BITS }
}

/** The series r - r^3/3! + ..., of what whole turns leave. */
function sineOf(angle: bigint): bigint {
  const r = angle % (2n * PI)
  let term = r
  let sum = 0n
  for (let n = 2n; term !== 0n; n += 2n) {
    sum += term
    term = -((((term * r) / ONE) * r) / ONE) / (n * (n + 1n))
  }
  return sum
}

/** The largest whole number whose square is no larger: Newton's iteration from above. */
function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) / 2n
    if (next >= root) return root
    root = next
  }
}

const SQRT_PI = squareRoot(PI * ONE)

/** erf x = 2/sqrt(pi) (x - x^3/(1! 3) + x^5/(2! 5) - ...) with an absolute error below 2^-170, for |x| up to 3. */
export function erf(x: number): Big {
  const argument = fixed(exactly(x))
  const square = (argument * argument) / ONE
  let term = argument
  let sum = 0n
  for (let n = 0n; term !== 0n;) {
    sum += term / (2n * n + 1n)
    n++
    term = -((term * square) / ONE) / n
  }
  return { mantissa: (2n * sum * ONE) / SQRT_PI, exponent: -BITS }
}

/**
 * erfc x = e^(-x^2) / (sqrt(pi) (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))))), for x from 1: the fraction is followed until what is left
 * out is below 2^-120.
 */
export function erfc(x: number): Big {
  const argument = fixed(exactly(x))
  let denominator = argument
  for (let k = Math.ceil(1000 / Math.min(x, 10)); k > 0; k--) denominator = argument + (BigInt(k) * ONE * ONE) / 2n / denominator
  const power = expOf(-(argument * argument) / ONE)
  return divide(power, { mantissa: (SQRT_PI * denominator) / ONE, exponent: -BITS })
}

/** a / b with BITS significant bits and more. */
export function divide(a: Big, b: Big): Big {
  const extra = BITS + b.mantissa.toString(2).length
  return { mantissa: (a.mantissa << BigInt(extra)) / b.mantissa, exponent: a.exponent - b.exponent - extra }
}

export function add(a: Big, b: Big): Big {
  const exponent = Math.min(a.exponent, b.exponent)
  return { mantissa: shift(a.mantissa, a.exponent - exponent) + shift(b.mantissa, b.exponent - exponent), exponent }
}

/** The distance from y to the reference in units in the last place of the reference. */
export function ulpError(y: number, reference: Big): number {
  const size = reference.mantissa < 0n ? -reference.mantissa : reference.mantissa
  const leading = size.toString(2).length - 1 + reference.exponent
  const ulp = Math.max(leading - 52, -1074)
  const difference = add(exactly(y), { mantissa: -reference.mantissa, exponent: reference.exponent })
  const distance = difference.mantissa < 0n ? -difference.mantissa : difference.mantissa
  // Twenty binary places of an ulp are plenty.
  return Number(shift(distance, difference.exponent - ulp + 20)) / 2 ** 20
}
