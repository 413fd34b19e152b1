/** The sigmoid linear unit, also called swish: each input times its sigmoid. */
import * as z from 'zod'
import { sigmoid } from '../../numbers/sigmoid'
import { defineActivation } from './activation'

/** y = x s with s = sigmoid(x); y' = s + x s (1 - s) = s + y sigmoid(-x). Its gain is the ReLU's, which it follows far from zero. */
export const silu = defineActivation({
  title: 'SiLU',
  formula: String.raw`f(x) = x\,\sigma(x),\quad f'(x) = \sigma(x) + x\,\sigma(x)\,(1 - \sigma(x))`,
  source: 'S. Elfwing, E. Uchibe and K. Doya, "Sigmoid-weighted linear units for neural network function approximation", Neural Networks 107 (2018)',
  schema: z.strictObject({ name: z.literal('silu') }),
  gain: () => Math.SQRT2,
  build: () => ({ value: (x) => x * sigmoid(x), derivative: (x, y) => sigmoid(x) + y * sigmoid(-x) }),
})
