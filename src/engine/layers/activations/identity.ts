/** No activation: the layer gives what it computes. */
import * as z from 'zod'
import { defineActivation } from './activation'

/** y = x; y' = 1. */
export const identity = defineActivation({
  title: 'Identity',
  formula: String.raw`f(x) = x,\quad f'(x) = 1`,
  source: 'The linear layer as it is',
  schema: z.strictObject({ name: z.literal('identity') }),
  gain: () => 1,
  build: () => ({ value: (x) => x, derivative: () => 1 }),
})
