/** Points along a random line, for linear regression. */
import * as z from 'zod'
import { curveTruth, sampleCurve } from '../curves'
import { samples, targetNoise, valueFields } from './fields'
import { defineGenerator } from './source'

/** The slope has a random sign and a size uniform in [0.5, 2], the intercept is uniform in [-1, 1]. */
export const line = defineGenerator({
  title: 'Line with noise',
  formula: String.raw`y = a x + b + \varepsilon,\quad x \sim U[-1, 1],\ |a| \sim U[\tfrac{1}{2}, 2],\ b \sim U[-1, 1],\ \varepsilon \sim N(0, \sigma^2)`,
  source: 'The classical model of linear regression: C. F. Gauss, "Theoria combinationis", 1823',
  schema: z.strictObject({ source: z.literal('line'), samples, noise: targetNoise.default(0.1), ...valueFields }),
  shape: (config) => ({ task: 'regression', inputs: 1, outputs: 1, samples: config.samples }),
  generate(config, stream) {
    const sign = stream.integerBelow(2) === 0 ? -1 : 1
    const slope = sign * stream.uniformBetween(0.5, 2)
    const intercept = stream.uniformBetween(-1, 1)
    const f = (x: number) => slope * x + intercept
    return { data: sampleCurve(config, stream, f), truth: curveTruth({ slope, intercept }, f) }
  },
})
