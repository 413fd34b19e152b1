/** A random polynomial, for regression whose difficulty grows with the degree. */
import * as z from 'zod'
import { whole } from '../../config/fields'
import { curveTruth, sampleCurve } from '../curves'
import { samples, targetNoise, valueFields } from './fields'
import { defineGenerator } from './source'

/** The coefficients are independent and uniform in [-1, 1]. */
export const polynomial = defineGenerator({
  title: 'Polynomial',
  formula: String.raw`y = \sum_{k=0}^{d} c_k x^k + \varepsilon,\quad x \sim U[-1, 1],\ c_k \sim U[-1, 1],\ \varepsilon \sim N(0, \sigma^2)`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", 2006, section 1.1',
  schema: z.strictObject({
    source: z.literal('polynomial'),
    samples,
    degree: whole({ min: 0, max: 20 }, { label: 'Degree', help: 'The highest power of x.' }).default(3),
    noise: targetNoise.default(0.1),
    ...valueFields,
  }),
  shape: (config) => ({ task: 'regression', inputs: 1, outputs: 1, samples: config.samples }),
  generate(config, stream) {
    const coefficients = Array.from({ length: config.degree + 1 }, () => stream.uniformBetween(-1, 1))
    const f = (x: number) => evaluatePolynomial(coefficients, x)
    return { data: sampleCurve(config, stream, f), truth: curveTruth({ coefficients }, f) }
  },
})

/** c0 + c1 x + c2 x^2 + ... by W. G. Horner's rule, which needs no powers. */
export function evaluatePolynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
}
