/** Xavier's rule: a variance between those that would keep signals and gradients alike. */
import * as z from 'zod'
import { gain, resolveGain } from './gain'
import { defineInitialiser, normalOf } from './initialiser'

const source = 'X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16'

/** W uniform in ±gain sqrt(6 / (fanIn + fanOut)), b = 0. */
export const xavierUniform = defineInitialiser({
  title: 'Xavier uniform',
  formula: String.raw`W \sim U(-r, r),\ r = g \sqrt{\tfrac{6}{n_\mathrm{in} + n_\mathrm{out}}},\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('xavier_uniform'), gain: gain.default(1) }),
  draw: (config, { fanIn, fanOut }, activationGain) => ({
    weight: { kind: 'uniform', bound: resolveGain(config.gain, activationGain) * Math.sqrt(6 / (fanIn + fanOut)) },
    bias: 0,
  }),
})

/** W normal with variance gain² 2 / (fanIn + fanOut), b = 0. */
export const xavierNormal = defineInitialiser({
  title: 'Xavier normal',
  formula: String.raw`W \sim N(0, \sigma^2),\ \sigma = g \sqrt{\tfrac{2}{n_\mathrm{in} + n_\mathrm{out}}},\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('xavier_normal'), gain: gain.default(1) }),
  draw: (config, { fanIn, fanOut }, activationGain) => normalOf(resolveGain(config.gain, activationGain) * Math.sqrt(2 / (fanIn + fanOut))),
})
