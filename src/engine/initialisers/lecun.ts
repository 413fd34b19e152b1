/** LeCun's rule: outputs vary as much as inputs do, when the activation is close to a straight line of slope 1. */
import * as z from 'zod'
import { defineInitialiser, normalOf, uniformOf } from './initialiser'

const source = 'Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", 1998, equation 16'

/** W uniform with variance 1 / fanIn, hence in ±sqrt(3 / fanIn), b = 0. */
export const lecunUniform = defineInitialiser({
  title: 'LeCun uniform',
  formula: String.raw`W \sim U(-r, r),\ r = \sqrt{\tfrac{3}{n_\mathrm{in}}},\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('lecun_uniform') }),
  draw: (_config, { fanIn }) => uniformOf(1 / Math.sqrt(fanIn)),
})

/** W normal with variance 1 / fanIn, b = 0. */
export const lecunNormal = defineInitialiser({
  title: 'LeCun normal',
  formula: String.raw`W \sim N(0, \sigma^2),\ \sigma = \tfrac{1}{\sqrt{n_\mathrm{in}}},\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('lecun_normal') }),
  draw: (_config, { fanIn }) => normalOf(1 / Math.sqrt(fanIn)),
})
