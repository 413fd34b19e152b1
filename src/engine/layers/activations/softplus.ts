/** Softplus: a ReLU without its kink. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { exp } from '../../numbers/exp'
import { log1p } from '../../numbers/log1p'
import { sigmoid } from '../../numbers/sigmoid'
import { defineActivation } from './activation'

const schema = z.strictObject({
  name: z.literal('softplus'),
  beta: real({ min: 0, max: 1000, open: true }, { label: 'Beta', unit: 'β', help: 'The larger, the nearer to a ReLU.' }).default(1),
})

/**
 * y = log(1 + e^(βx)) / β; y' = e^(βx) / (1 + e^(βx)) = sigmoid(βx). Above zero log(1 + e^(βx)) = βx + log(1 + e^(-βx)), which does not
 * overflow; unlike PyTorch's, the function is exact for large βx too. Its gain is the ReLU's.
 */
export const softplus = defineActivation({
  title: 'Softplus',
  formula: String.raw`f(x) = \frac{1}{\beta} \log(1 + e^{\beta x}),\quad f'(x) = \sigma(\beta x)`,
  source: 'C. Dugas, Y. Bengio and others, "Incorporating second-order functional knowledge for better option pricing", NIPS 2000',
  schema,
  gain: () => Math.SQRT2,
  build: ({ beta }) => ({
    value: (x) => (x > 0 ? x + log1p(exp(-beta * x)) / beta : log1p(exp(beta * x)) / beta),
    derivative: (x) => sigmoid(beta * x),
  }),
})
