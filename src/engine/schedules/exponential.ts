/** The rate falls by a factor every epoch. */
import * as z from 'zod'
import { power } from '../numbers/power'
import { factor } from './fields'
import { defineSchedule, scheduleOf } from './schedule'

/** rate(e) = base gamma^e. */
export const exponential = defineSchedule({
  title: 'Exponential',
  formula: String.raw`\eta_e = \eta\, \gamma^e`,
  source: 'As PyTorch\'s ExponentialLR; a classical cooling schedule, S. Kirkpatrick et al., "Optimization by simulated annealing", 1983',
  schema: z.strictObject({
    name: z.literal('exponential'),
    gamma: factor('Gamma', 'What the rate is multiplied by after each epoch.').default(0.95),
  }),
  build: ({ gamma }, { baseRate }) => scheduleOf((e) => baseRate * power(gamma, e)),
})
