/** The same number for every weight: all units of a layer then stay alike for ever, which is worth seeing once. */
import * as z from 'zod'
import { real } from '../config/fields'
import { defineInitialiser } from './initialiser'

const source = 'D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning internal representations by error propagation", 1986, on breaking symmetry'

/** W = 0, b = 0. */
export const zeros = defineInitialiser({
  title: 'Zeros',
  formula: String.raw`W = 0,\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('zeros') }),
  draw: () => ({ weight: { kind: 'constant', value: 0 }, bias: 0 }),
})

/** W = value, b = 0. */
export const constant = defineInitialiser({
  title: 'Constant',
  formula: String.raw`W = c,\quad b = 0`,
  source,
  schema: z.strictObject({
    name: z.literal('constant'),
    value: real({ min: -1000, max: 1000 }, { label: 'Value', help: 'Every weight begins with this number.' }).default(0.1),
  }),
  draw: ({ value }) => ({ weight: { kind: 'constant', value }, bias: 0 }),
})
