/** ln(1 + x) for small x too, in float64, from our own logarithm. */
import { log } from './log'

/**
 * ln(1 + x). The rounded u = 1 + x has lost digits of x, but ln(u) / (u - 1) hardly changes over such a distance, and u - 1 is exact:
 * ln(1 + x) = x ln(u) / (u - 1). W. Kahan's trick, in the HP-15C Advanced Functions Handbook (1982). Where 1 + x is 1, x itself.
 * NaN for x < -1, -Infinity at -1; -0 stays -0.
 */
export function log1p(x: number): number {
  const u = 1 + x
  if (u === 1) return x
  if (u === Infinity) return x
  return u === 0 ? -Infinity : x * (log(u) / (u - 1))
}
