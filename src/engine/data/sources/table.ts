/** Data of one's own: a table or images, imported from files, stored once by its digest, and the same samples for every trial. */
import * as z from 'zod'
import { storedSetSchema } from '../../config/stored-set'
import { classFields } from './fields'
import { defineStored } from './source'

export const table = defineStored({
  title: 'Own data',
  formula: String.raw`x \in \mathbb{R}^d,\quad y \in \mathbb{R}^k \text{ or } c \in \{0, \dots, k - 1\}`,
  source: 'files of yours, imported in Setup or by lab data import',
  schema: z
    .strictObject({
      source: z.literal('table'),
      set: storedSetSchema,
      labelNoise: classFields.labelNoise,
      imbalance: z.literal(0, { error: 'Imbalance is for data that can be drawn or chosen from anew: leave it at 0 for a table' }).default(0),
      scaling: classFields.scaling,
    })
    .superRefine(({ set, labelNoise }, context) => {
      if (set.task === 'regression' && labelNoise > 0)
        context.addIssue({ code: 'custom', path: ['labelNoise'], message: 'Label noise needs classes but the data has targets: leave it at 0' })
    }),
  setOf: ({ set }) => set,
})
