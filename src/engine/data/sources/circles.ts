/** A circle within a circle, for a boundary that is closed. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { cos } from '../../numbers/cos'
import { sin } from '../../numbers/sin'
import { dealPoints, planeTruth, withNoise } from '../points'
import { checkClassSizes, classFields, pointNoise, samples } from './fields'
import { defineGenerator } from './source'

/** Class 0 on the unit circle, class 1 on the inner one. The truth parts them half-way, which equal noise makes all but the best. */
export const circles = defineGenerator({
  title: 'Two circles',
  formula: String.raw`x = r_c (\cos t, \sin t) + \varepsilon,\quad t \sim U[0, 2\pi),\ r_0 = 1,\ r_1 = f,\ \varepsilon \sim N(0, \sigma^2 I)`,
  source: 'make_circles of F. Pedregosa et al., "Scikit-learn: machine learning in Python", JMLR 12, 2011',
  schema: z
    .strictObject({
      source: z.literal('circles'),
      samples,
      factor: real({ min: 0, max: 0.99 }, { label: 'Factor', unit: 'of 1', help: 'Radius of the inner circle; the outer one has radius 1.' }).default(0.5),
      noise: pointNoise.default(0.1),
      ...classFields,
    })
    .superRefine((config, context) => checkClassSizes(config, 2, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: 2, samples: config.samples }),
  generate(config, stream) {
    const radii = [1, config.factor]
    const data = dealPoints({ ...config, classes: 2 }, (label) => {
      const angle = stream.uniformBetween(0, 2 * Math.PI)
      return withNoise([radii[label]! * cos(angle), radii[label]! * sin(angle)], config.noise, stream)
    })
    const middle = (1 + config.factor) / 2
    return { data, truth: planeTruth({ radii }, (x, y) => (x * x + y * y < middle * middle ? 1 : 0)) }
  },
})
