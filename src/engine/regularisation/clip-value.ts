/** Clipping by value: each number of the gradient is cut off at a limit. */
import * as z from 'zod'
import { defineClipping, limit } from './clipping'

/** g becomes limit where it is above, and -limit where it is below -limit. Infinity stays: it is a divergence, which clipping must not hide. */
export const clipValue = defineClipping({
  title: 'By value',
  formula: String.raw`g_i \leftarrow \max(-c, \min(c, g_i))`,
  source: 'T. Mikolov, "Statistical language models based on neural networks", PhD thesis, Brno, 2012',
  schema: z.strictObject({ kind: z.literal('value'), limit: limit('Largest absolute value of each number of the gradient.') }),
  build:
    ({ limit: largest }) =>
    (gradients) => {
      for (const gradient of gradients) {
        for (let i = 0; i < gradient.length; i++) {
          const g = gradient[i]!
          if (g > largest && g < Infinity) gradient[i] = largest
          else if (g < -largest && g > -Infinity) gradient[i] = -largest
        }
      }
    },
})
