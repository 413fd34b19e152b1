/** The exponential linear unit: a ReLU that bends smoothly towards a negative value. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { exp, expm1 } from '../../numbers/exp'
import { defineActivation } from './activation'

const schema = z.strictObject({
  name: z.literal('elu'),
  alpha: real({ min: 0, max: 100 }, { label: 'Alpha', unit: 'α', help: 'Far below zero the function nears minus this value.' }).default(1),
})

/** y = x for x > 0, else α (eˣ - 1); y' = 1 for x > 0, else α eˣ, at 0 too. Its gain is the ReLU's, which it follows above zero. */
export const elu = defineActivation({
  title: 'ELU',
  formula: String.raw`f(x) = x \text{ for } x > 0,\ \alpha (e^x - 1) \text{ for } x \le 0,\quad f'(x) = 1 \text{ or } \alpha e^x`,
  source: 'D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network learning by exponential linear units (ELUs)", ICLR 2016',
  schema,
  gain: () => Math.SQRT2,
  build: ({ alpha }) => ({ value: (x) => (x > 0 ? x : alpha * expm1(x)), derivative: (x) => (x > 0 ? 1 : alpha * exp(x)) }),
})
