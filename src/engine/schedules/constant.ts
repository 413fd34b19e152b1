/** The same learning rate throughout. */
import * as z from 'zod'
import { defineSchedule, scheduleOf } from './schedule'

export const constant = defineSchedule({
  title: 'Constant',
  formula: String.raw`\eta_e = \eta`,
  source: 'H. Robbins and S. Monro, "A stochastic approximation method", 1951, ask for a falling rate; in practice a constant one is the usual start',
  schema: z.strictObject({ name: z.literal('constant') }),
  build: (_config, { baseRate }) => scheduleOf(() => baseRate),
})
