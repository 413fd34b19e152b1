/** A board of squares in two classes, for boundaries with many corners. */
import * as z from 'zod'
import { whole } from '../../config/fields'
import { labelSquare, planeTruth } from '../points'
import { checkClassSizes, classFields, samples } from './fields'
import { defineGenerator } from './source'

/** The cell at the lower left is of class 0. */
export const checkerboard = defineGenerator({
  title: 'Checkerboard',
  formula: String.raw`c = \left(\left\lfloor \tfrac{k}{2}(x_1 + 1) \right\rfloor + \left\lfloor \tfrac{k}{2}(x_2 + 1) \right\rfloor\right) \bmod 2,\quad x \sim U[-1, 1]^2`,
  source: 'T. K. Ho and E. M. Kleinberg, "Checkerboard data set", 1996',
  schema: z
    .strictObject({
      source: z.literal('checkerboard'),
      samples,
      cells: whole({ min: 2, max: 32 }, { label: 'Cells', unit: 'a side', help: 'Squares along each side of the board.' }).default(4),
      ...classFields,
    })
    .superRefine((config, context) => checkClassSizes(config, 2, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: 2, samples: config.samples }),
  generate(config, stream) {
    const cell = (x: number) => Math.floor((config.cells / 2) * (x + 1))
    const classOf = (x: number, y: number) => (((cell(x) + cell(y)) % 2) + 2) % 2
    return {
      data: labelSquare({ ...config, classes: 2 }, stream, 'checkerboard', classOf),
      truth: planeTruth({}, classOf),
    }
  },
})
