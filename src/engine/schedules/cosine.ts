/** The rate falls along half a wave of the cosine. */
import * as z from 'zod'
import { limits } from '../config/limits'
import { cos } from '../numbers/cos'
import { checkMinimumRate, minimumRate } from './fields'
import { defineSchedule, scheduleOf } from './schedule'

const periodError = `Period takes a whole number from 1 to ${limits.epochs}, or "epochs"`
const period = z
  .union([z.literal('epochs'), z.number().int({ error: periodError }).min(1, { error: periodError }).max(limits.epochs, { error: periodError })], {
    error: periodError,
  })
  .meta({ label: 'Period', unit: 'epochs', help: 'After how many epochs the lowest rate is reached; "epochs" takes all of the trial.' })
  .default('epochs')

/** From `base` where `share` is 0 down to `lowest` where it is 1; beyond that it rises again, with the period 2. */
export function cosineBetween(base: number, lowest: number, share: number): number {
  return lowest + ((base - lowest) * (1 + cos(Math.PI * share))) / 2
}

/**
 * rate(e) = lowest + (base - lowest) (1 + cos(pi e / T)) / 2. With T = epochs the last epoch, e = T - 1, is still above the lowest rate.
 */
export const cosine = defineSchedule({
  title: 'Cosine',
  formula: String.raw`\eta_e = \eta_{\min} + \tfrac{1}{2}(\eta - \eta_{\min})\left(1 + \cos\frac{\pi e}{T}\right)`,
  source: 'I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without restarts',
  schema: z.strictObject({ name: z.literal('cosine'), period, minimumRate }),
  problem: checkMinimumRate,
  build({ period, minimumRate }, { baseRate, epochs }) {
    const length = period === 'epochs' ? epochs : period
    return scheduleOf((e) => cosineBetween(baseRate, minimumRate, e / length))
  },
})
