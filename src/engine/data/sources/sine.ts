/** A sine wave, for regression that no straight line can do. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { sin } from '../../numbers/sin'
import { curveTruth, sampleCurve } from '../curves'
import { samples, targetNoise, valueFields } from './fields'
import { defineGenerator } from './source'

/** The phase is uniform in [0, 2 pi). */
export const sine = defineGenerator({
  title: 'Sine wave',
  formula: String.raw`y = \sin(\pi k x + \varphi) + \varepsilon,\quad x \sim U[-1, 1],\ \varphi \sim U[0, 2\pi),\ \varepsilon \sim N(0, \sigma^2)`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", 2006, section 1.1',
  schema: z.strictObject({
    source: z.literal('sine'),
    samples,
    cycles: real(
      { min: 0, max: 100, open: true },
      { label: 'Cycles', unit: 'periods', help: 'How many whole waves lie between -1 and 1: k of the formula.' },
    ).default(1),
    noise: targetNoise.default(0.1),
    ...valueFields,
  }),
  shape: (config) => ({ task: 'regression', inputs: 1, outputs: 1, samples: config.samples }),
  generate(config, stream) {
    const phase = stream.uniformBetween(0, 2 * Math.PI)
    const frequency = Math.PI * config.cycles
    const f = (x: number) => sin(frequency * x + phase)
    return { data: sampleCurve(config, stream, f), truth: curveTruth({ frequency, phase }, f) }
  },
})
