/**
 * The cosine of multiples of pi, in float64, from additions and multiplications alone: JavaScript leaves the last bits of Math.cos to the
 * engine. Halves and whole numbers give exactly 0, 1 and -1.
 */

/** cos(pi x). Period and symmetry, all exact, bring x to 0 <= x <= 1/4, where a Taylor series is short. NaN for what is not finite. */
export function cosPi(x: number): number {
  const turn = Math.abs(x) % 2
  const half = turn > 1 ? 2 - turn : turn
  return half > 0.5 ? -cosOfQuarter(1 - half) : cosOfQuarter(half)
}

/** cos(pi x) for 0 <= x <= 1/2; beyond 1/4 it is sin(pi (1/2 - x)). */
function cosOfQuarter(x: number): number {
  return x > 0.25 ? sineSeries(Math.PI * (0.5 - x)) : cosineSeries(Math.PI * x)
}

/** 1 - a²/2! + a⁴/4! - ... - a¹⁸/18!; at pi/4 the next term is below 2^-67. */
function cosineSeries(a: number): number {
  const square = a * a
  let sum = 1
  for (let n = 18; n >= 2; n -= 2) sum = 1 - (square * sum) / (n * (n - 1))
  return sum
}

/** a - a³/3! + a⁵/5! - ... - a¹⁹/19!. */
function sineSeries(a: number): number {
  const square = a * a
  let sum = 1
  for (let n = 19; n >= 3; n -= 2) sum = 1 - (square * sum) / (n * (n - 1))
  return a * sum
}
