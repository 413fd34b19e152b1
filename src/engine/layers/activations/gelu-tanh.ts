/** The Gaussian error linear unit by its approximation with a hyperbolic tangent. */
import * as z from 'zod'
import { sigmoid } from '../../numbers/sigmoid'
import { defineActivation } from './activation'

/** 2 sqrt(2/π). */
const TWICE_SQRT_2_OVER_PI = 1.5957691216057308
const CUBIC = 0.044715

/** 2u with u = sqrt(2/π) (x + 0.044715 x³). */
function twiceArgument(x: number): number {
  return TWICE_SQRT_2_OVER_PI * (x + CUBIC * x * x * x)
}

/**
 * y = x/2 (1 + tanh u), and because (1 + tanh u) / 2 = sigmoid(2u), y = x sigmoid(2u), which keeps its digits where tanh u nears -1.
 * With s = sigmoid(2u): y' = s + x s (1 - s) 2u' and u' = sqrt(2/π) (1 + 3 0.044715 x²). Its gain is the ReLU's.
 */
export const geluTanh = defineActivation({
  title: 'GELU, tanh approximation',
  formula: String.raw`f(x) = \tfrac{x}{2}\left(1 + \tanh u\right),\ u = \sqrt{\tfrac{2}{\pi}}\,(x + 0.044715\,x^3)`,
  source: 'D. Hendrycks and K. Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415, 2016, section 2',
  schema: z.strictObject({ name: z.literal('gelu_tanh') }),
  gain: () => Math.SQRT2,
  build: () => ({
    value: (x) => x * sigmoid(twiceArgument(x)),
    derivative: (x) => {
      const twice = twiceArgument(x)
      const s = sigmoid(twice)
      const bend = s * sigmoid(-twice)
      // Where the curve is straight to the last bit, x² may overflow and 0 times infinity is no number.
      return bend === 0 ? s : s + x * bend * TWICE_SQRT_2_OVER_PI * (1 + 3 * CUBIC * x * x)
    },
  }),
})
