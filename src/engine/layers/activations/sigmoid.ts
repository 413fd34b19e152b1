/** The logistic function. */
import * as z from 'zod'
import { sigmoid as logistic } from '../../numbers/sigmoid'
import { defineActivation } from './activation'

/** y = 1 / (1 + e⁻ˣ); y' = e⁻ˣ / (1 + e⁻ˣ)² = y (1 - y). */
export const sigmoid = defineActivation({
  title: 'Sigmoid',
  formula: String.raw`f(x) = \sigma(x) = \frac{1}{1 + e^{-x}},\quad f'(x) = f(x)\,(1 - f(x))`,
  source: 'D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating errors", Nature 323 (1986)',
  schema: z.strictObject({ name: z.literal('sigmoid') }),
  gain: () => 1,
  build: () => ({ value: logistic, derivative: (_x, y) => y * (1 - y) }),
})
