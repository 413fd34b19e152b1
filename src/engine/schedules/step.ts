/** The rate falls by a factor every so many epochs. */
import * as z from 'zod'
import { whole } from '../config/fields'
import { limits } from '../config/limits'
import { power } from '../numbers/power'
import { factor } from './fields'
import { defineSchedule, scheduleOf } from './schedule'

/** rate(e) = base gamma^floor(e / every). */
export const step = defineSchedule({
  title: 'Step',
  formula: String.raw`\eta_e = \eta\, \gamma^{\lfloor e / s \rfloor}`,
  source: 'A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet classification with deep convolutional neural networks", 2012, section 5',
  schema: z.strictObject({
    name: z.literal('step'),
    every: whole({ min: 1, max: limits.epochs }, { label: 'Every', unit: 'epochs', help: 'How many epochs lie between two falls of the rate.' }).default(10),
    gamma: factor('Gamma', 'What the rate is multiplied by at each fall.').default(0.1),
  }),
  build: ({ every, gamma }, { baseRate }) => scheduleOf((e) => baseRate * power(gamma, Math.floor(e / every))),
})
