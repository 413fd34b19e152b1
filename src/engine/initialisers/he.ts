/** He's rule: a variance that keeps signals alike from layer to layer, given what the activation lets through. */
import * as z from 'zod'
import { gain, resolveGain } from './gain'
import { defineInitialiser, normalOf, uniformOf } from './initialiser'

const source =
  'K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification", ICCV 2015, equation 10'

/** W uniform with variance gain² / fanIn, hence in ±gain sqrt(3 / fanIn), b = 0. */
export const heUniform = defineInitialiser({
  title: 'He uniform',
  formula: String.raw`W \sim U(-r, r),\ r = g \sqrt{\tfrac{3}{n_\mathrm{in}}},\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('he_uniform'), gain: gain.default('auto') }),
  draw: (config, { fanIn }, activationGain) => uniformOf(resolveGain(config.gain, activationGain) / Math.sqrt(fanIn)),
})

/** W normal with variance gain² / fanIn, b = 0. */
export const heNormal = defineInitialiser({
  title: 'He normal',
  formula: String.raw`W \sim N(0, \sigma^2),\ \sigma = \tfrac{g}{\sqrt{n_\mathrm{in}}},\quad b = 0`,
  source,
  schema: z.strictObject({ name: z.literal('he_normal'), gain: gain.default('auto') }),
  draw: (config, { fanIn }, activationGain) => normalOf(resolveGain(config.gain, activationGain) / Math.sqrt(fanIn)),
})
