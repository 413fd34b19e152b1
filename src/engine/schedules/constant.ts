/** The same learning rate throughout. */
import * as z from 'zod'
import { defineSchedule } from './schedule'

export const constant = defineSchedule({
  title: 'Constant',
  formula: String.raw`\eta_e = \eta`,
  source: 'H. Robbins and S. Monro, "A stochastic approximation method", 1951, ask for a falling rate; in practice a constant one is the usual start',
  schema: z.strictObject({ name: z.literal('constant') }),
  // Asked for each of a thousand epochs that take a millisecond: nothing is computed.
  build: (_config, { baseRate }) => ({ rate: () => baseRate, state: new Float64Array(0) }),
})
