/** Two interleaved half circles, for a boundary that bends twice. */
import * as z from 'zod'
import { cos } from '../../numbers/cos'
import { sin } from '../../numbers/sin'
import { dealPoints, planeTruth, type Point2, withNoise } from '../points'
import { checkClassSizes, classFields, pointNoise, samples } from './fields'
import { defineGenerator } from './source'

/** Centres of the two circles of radius 1: their middle is the origin. */
const upper: Point2 = [-0.5, -0.25]
const lower: Point2 = [0.5, 0.25]

/** Class 0 arches above its centre, class 1 hangs below. The truth gives a point to the nearer half circle. */
export const moons = defineGenerator({
  title: 'Two moons',
  formula: String.raw`x = \pm\left((-\tfrac{1}{2}, -\tfrac{1}{4}) + (\cos t, \sin t)\right) + \varepsilon,\quad t \sim U[0, \pi),\ \varepsilon \sim N(0, \sigma^2 I)`,
  source: 'make_moons of F. Pedregosa et al., "Scikit-learn: machine learning in Python", JMLR 12, 2011, moved to the middle',
  schema: z
    .strictObject({ source: z.literal('moons'), samples, noise: pointNoise.default(0.1), ...classFields })
    .superRefine((config, context) => checkClassSizes(config, 2, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: 2, samples: config.samples }),
  generate(config, stream) {
    const data = dealPoints({ ...config, classes: 2 }, (label) => {
      const angle = stream.uniformBetween(0, Math.PI)
      const [x, y] = [upper[0] + cos(angle), upper[1] + sin(angle)]
      return withNoise(label === 0 ? [x, y] : [-x, -y], config.noise, stream)
    })
    // The lower moon is the upper one turned by half a turn.
    const classOf = (x: number, y: number) => (distanceToUpper(x, y) <= distanceToUpper(-x, -y) ? 0 : 1)
    return { data, truth: planeTruth({ upper: [...upper], lower: [...lower] }, classOf) }
  },
})

/** From a point to the upper half circle; below its centre the nearest point is one of the two ends. */
function distanceToUpper(x: number, y: number): number {
  const dx = x - upper[0]
  const dy = y - upper[1]
  if (dy >= 0) return Math.abs(Math.sqrt(dx * dx + dy * dy) - 1)
  const toEnd = Math.abs(dx) - 1
  return Math.sqrt(toEnd * toEnd + dy * dy)
}
