/** Round clouds on a grid or anywhere in the square, one a class. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { words } from '../../config/planned'
import { dealPoints, nearest, planeTruth, type Point2, withNoise } from '../points'
import { checkClassSizes, classCount, classFields, samples } from './fields'
import { defineGenerator } from './source'

/** The truth gives a point to the nearest centre, which is the best that can be done. */
export const gaussians = defineGenerator({
  title: 'Gaussian clouds',
  formula: String.raw`x = \mu_c + \varepsilon,\quad \varepsilon \sim N(0, \sigma^2 I)`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", 2006, section 4.2',
  schema: z
    .strictObject({
      source: z.literal('gaussians'),
      samples,
      classes: classCount('How many Gaussian clouds, one a class.').default(4),
      centres: words('Centres', ['grid', 'random'])
        .default('grid')
        .meta({ label: 'Centres', help: 'In the middle of the cells of a grid, or drawn anew by each trial, uniform in the square.' }),
      spread: real({ min: 0, max: 10 }, { label: 'Spread', unit: 'std', help: 'Standard deviation of each cloud.' }).default(0.15),
      ...classFields,
    })
    .superRefine((config, context) => checkClassSizes(config, config.classes, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: config.classes, samples: config.samples }),
  generate(config, stream) {
    const { classes } = config
    const drawn = (): Point2 => [stream.uniformBetween(-1, 1), stream.uniformBetween(-1, 1)]
    const centres = config.centres === 'grid' ? gridCentres(classes) : Array.from({ length: classes }, drawn)
    const data = dealPoints(config, (label) => withNoise(centres[label]!, config.spread, stream))
    return { data, truth: planeTruth({ centres: centres.flat() }, (x, y) => nearest(centres, x, y)) }
  },
})

/** The square [-1, 1]^2 in ceil(sqrt(n)) columns and as many rows as it takes, filled row by row from the lower left. */
export function gridCentres(classes: number): Point2[] {
  const columns = Math.ceil(Math.sqrt(classes))
  const rows = Math.ceil(classes / columns)
  const middle = (index: number, count: number) => (2 * index + 1) / count - 1
  return Array.from({ length: classes }, (_, k): Point2 => [middle(k % columns, columns), middle(Math.floor(k / columns), rows)])
}
