/** The exclusive or of two signs: what a network without a hidden layer cannot learn. */
import * as z from 'zod'
import { labelSquare, planeTruth } from '../points'
import { checkClassSizes, classFields, samples } from './fields'
import { defineGenerator } from './source'

/** Class 1 lies where exactly one coordinate is positive. No margin and no noise. */
export const xor = defineGenerator({
  title: 'XOR',
  formula: String.raw`c = [\,x_1 > 0\,] \oplus [\,x_2 > 0\,],\quad x \sim U[-1, 1]^2`,
  source: 'M. Minsky and S. Papert, "Perceptrons", 1969',
  schema: z.strictObject({ source: z.literal('xor'), samples, ...classFields }).superRefine((config, context) => checkClassSizes(config, 2, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: 2, samples: config.samples }),
  generate(config, stream) {
    const classOf = (x: number, y: number) => (x > 0 !== y > 0 ? 1 : 0)
    return {
      data: labelSquare({ ...config, classes: 2 }, stream, 'xor', classOf),
      truth: planeTruth({}, classOf),
    }
  },
})
