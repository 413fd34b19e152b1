/** Arms that wind around each other, for a boundary that a shallow network finds hard. */
import * as z from 'zod'
import { real } from '../../config/fields'
import { cos } from '../../numbers/cos'
import { sin } from '../../numbers/sin'
import { dealPoints, planeTruth, type Point2, withNoise } from '../points'
import { checkClassSizes, classCount, classFields, pointNoise, samples } from './fields'
import { defineGenerator } from './source'

/** Where an arm begins; at the origin all arms would meet. */
const INNER_RADIUS = 0.1

/** Arm c starts at the angle 2 pi c / classes. The truth gives a point to the arm that is nearest along the circle through it. */
export const spirals = defineGenerator({
  title: 'Spirals',
  formula: String.raw`x = r\,(\cos t, \sin t) + \varepsilon,\quad t = 2\pi\left(\tfrac{c}{C} + n r\right),\ r \sim U[0.1, 1],\ \varepsilon \sim N(0, \sigma^2 I)`,
  source: 'K. J. Lang and M. J. Witbrock, "Learning to tell two spirals apart", 1988',
  schema: z
    .strictObject({
      source: z.literal('spirals'),
      samples,
      classes: classCount('How many arms, one a class.').default(2),
      turns: real({ min: 0, max: 10 }, { label: 'Turns', help: 'How often an arm winds around the middle; 0 makes straight rays.' }).default(1),
      noise: pointNoise.default(0.02),
      ...classFields,
    })
    .superRefine((config, context) => checkClassSizes(config, config.classes, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: config.classes, samples: config.samples }),
  generate(config, stream) {
    const { classes, turns } = config
    const direction = (label: number, radius: number): Point2 => {
      const angle = 2 * Math.PI * (label / classes + turns * radius)
      return [cos(angle), sin(angle)]
    }
    const data = dealPoints(config, (label) => {
      const radius = stream.uniformBetween(INNER_RADIUS, 1)
      const [x, y] = direction(label, radius)
      return withNoise([radius * x, radius * y], config.noise, stream)
    })
    const classOf = (x: number, y: number) => {
      const radius = Math.sqrt(x * x + y * y)
      const along = Array.from({ length: classes }, (_, label) => {
        const [ux, uy] = direction(label, radius)
        return ux * x + uy * y
      })
      return along.indexOf(Math.max(...along))
    }
    return { data, truth: planeTruth({ classes, turns }, classOf) }
  },
})
