/** The hyperbolic tangent. */
import * as z from 'zod'
import { tanh as hyperbolic } from '../../numbers/tanh'
import { defineActivation } from './activation'

/** y = (eˣ - e⁻ˣ) / (eˣ + e⁻ˣ); by the quotient rule y' = 1 - y². */
export const tanh = defineActivation({
  title: 'TanH',
  formula: String.raw`f(x) = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}},\quad f'(x) = 1 - f(x)^2`,
  source: 'Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", 1998, section 4.4',
  schema: z.strictObject({ name: z.literal('tanh') }),
  gain: () => 5 / 3,
  build: () => ({ value: hyperbolic, derivative: (_x, y) => 1 - y * y }),
})
