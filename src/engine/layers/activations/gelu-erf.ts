/** The Gaussian error linear unit: each input times the share of a normal distribution that lies below it. */
import * as z from 'zod'
import { erfc } from '../../numbers/erf'
import { exp } from '../../numbers/exp'
import { defineActivation } from './activation'

const SQRT_HALF = Math.SQRT1_2
/** 1 / sqrt(2π). */
const DENSITY_AT_ZERO = 0.3989422804014327
/** Below this y may have lost digits to subnormal numbers. */
const TINY = 1e-150

/** Φ(x), the share of the standard normal distribution below x; by erfc, which keeps its digits where Φ is small. */
function shareBelow(x: number): number {
  return 0.5 * erfc(-x * SQRT_HALF)
}

/** y = x Φ(x); y' = Φ(x) + x φ(x) with the density φ(x) = e^(-x²/2) / sqrt(2π), which is Φ'. Its gain is the ReLU's. */
export const geluErf = defineActivation({
  title: 'GELU',
  formula: String.raw`f(x) = x\,\Phi(x) = \tfrac{x}{2}\left(1 + \operatorname{erf}\tfrac{x}{\sqrt 2}\right),\quad f'(x) = \Phi(x) + x\,\varphi(x)`,
  source: 'D. Hendrycks and K. Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415, 2016',
  schema: z.strictObject({ name: z.literal('gelu_erf') }),
  gain: () => Math.SQRT2,
  build: () => ({
    value: (x) => x * shareBelow(x),
    // y / x is Φ(x) again, for the price of a division.
    derivative: (x, y) => (Math.abs(x) < TINY ? 0.5 : y / x) + x * DENSITY_AT_ZERO * exp(-0.5 * x * x),
  }),
})
