/** The rectified linear unit. */
import * as z from 'zod'
import { defineActivation } from './activation'

/** y = max(0, x); y' = 1 for x > 0, else 0, at the kink too. NaN stays NaN, so that it is seen. */
export const relu = defineActivation({
  title: 'ReLU',
  formula: String.raw`f(x) = \max(0, x),\quad f'(x) = 1 \text{ for } x > 0,\ 0 \text{ for } x \le 0`,
  source: 'V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010',
  schema: z.strictObject({ name: z.literal('relu') }),
  gain: () => Math.SQRT2,
  build: () => ({ value: (x) => (x <= 0 ? 0 : x), derivative: (x) => (x > 0 ? 1 : 0) }),
})
