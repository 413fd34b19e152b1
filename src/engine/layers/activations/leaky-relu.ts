/** The leaky rectified linear unit: a ReLU that lets a little through below zero, so that no unit falls silent for good. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { defineActivation } from './activation'

const schema = z.strictObject({
  name: z.literal('leaky_relu'),
  negativeSlope: real({ min: 0, max: 100 }, { label: 'Negative slope', unit: 'a', help: 'Slope of the function below zero.' }).default(0.01),
})

/** y = x for x > 0, else a x; y' = 1 for x > 0, else a, at the kink too. Its gain is sqrt(2 / (1 + a²)). */
export const leakyRelu = defineActivation({
  title: 'Leaky ReLU',
  formula: String.raw`f(x) = x \text{ for } x > 0,\ a x \text{ for } x \le 0,\quad f'(x) = 1 \text{ or } a`,
  source: 'A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013',
  schema,
  gain: ({ negativeSlope }) => Math.sqrt(2 / (1 + negativeSlope * negativeSlope)),
  build: ({ negativeSlope }) => ({ value: (x) => (x > 0 ? x : negativeSlope * x), derivative: (x) => (x > 0 ? 1 : negativeSlope) }),
})
