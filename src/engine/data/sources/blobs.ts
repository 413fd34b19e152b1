/** Round clouds on a circle, one a class. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { dealPoints, nearest, planeTruth, type Point2, withNoise } from '../points'
import { checkClassSizes, classCount, classFields, samples } from './fields'
import { defineGenerator } from './source'

/** From the origin to each centre. */
const RADIUS = 0.7

/** (cos, sin) of 2 pi / n for n = 2 to 10, rounded from 40 digits. */
const firstStep: Readonly<Record<number, Point2>> = {
  2: [-1, 0],
  3: [-0.5, 0.8660254037844386],
  4: [0, 1],
  5: [0.30901699437494745, 0.9510565162951535],
  6: [0.5, 0.8660254037844386],
  7: [0.6234898018587335, 0.7818314824680298],
  8: [0.7071067811865476, 0.7071067811865476],
  9: [0.766044443118978, 0.6427876096865394],
  10: [0.8090169943749475, 0.5877852522924731],
}

/** The truth gives a point to the nearest centre, which is the best that can be done. */
export const blobs = defineGenerator({
  title: 'Gaussian clouds on a circle',
  formula: String.raw`x = 0.7\,(\cos\tfrac{2\pi c}{C}, \sin\tfrac{2\pi c}{C}) + \varepsilon,\quad \varepsilon \sim N(0, \sigma^2 I)`,
  source: 'C. M. Bishop, "Pattern recognition and machine learning", 2006, section 4.2',
  schema: z
    .strictObject({
      source: z.literal('blobs'),
      samples,
      classes: classCount('How many Gaussian clouds, one a class, with centres on a circle of radius 0.7.').default(3),
      spread: real({ min: 0, max: 10 }, { label: 'Spread', unit: 'std', help: 'Standard deviation of each cloud.' }).default(0.2),
      ...classFields,
    })
    .superRefine((config, context) => checkClassSizes(config, config.classes, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: config.classes, samples: config.samples }),
  generate(config, stream) {
    const centres = blobCentres(config.classes)
    const data = dealPoints(config, (label) => withNoise(centres[label]!, config.spread, stream))
    return { data, truth: planeTruth({ centres: centres.flat() }, (x, y) => nearest(centres, x, y)) }
  },
})

/**
 * Centre k stands at the angle 2 pi k / classes, each turned from the one before by the product of complex numbers.
 * @param classes whole, from 2 to 10; anything else throws a RangeError
 */
export function blobCentres(classes: number): Point2[] {
  const step = firstStep[classes]
  if (step === undefined) throw new RangeError(`blobs take 2 to 10 classes, got ${classes}`)
  const [cosine, sine] = step
  const centres: Point2[] = []
  let x = 1
  let y = 0
  for (let k = 0; k < classes; k++) {
    centres.push([RADIUS * x, RADIUS * y])
    const turned = x * cosine - y * sine
    y = x * sine + y * cosine
    x = turned
  }
  return centres
}
