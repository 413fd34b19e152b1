/** A square cut in two by a random line, for linear classification. */
import * as z from 'zod'
import { real } from '../../config/fields'
import type { RandomStream } from '../../random/stream'
import { labelSquare, planeTruth } from '../points'
import { checkClassSizes, classFields, samples } from './fields'
import { defineGenerator } from './source'

/**
 * Class 1 lies where normal . point > offset. The unit normal points anywhere, every direction equally likely; the offset is uniform in
 * plus or minus the given one. No margin and no noise.
 */
export const halfPlane = defineGenerator({
  title: 'Two half-planes',
  formula: String.raw`c = [\,n \cdot x > \delta\,],\quad x \sim U[-1, 1]^2,\ \|n\| = 1,\ \delta \sim U[-o, o]`,
  source: 'F. Rosenblatt, "The perceptron", Psychological Review 65, 1958',
  schema: z
    .strictObject({
      source: z.literal('half_plane'),
      samples,
      offset: real(
        { min: 0, max: 1 },
        { label: 'Offset', unit: 'at most', help: 'The cutting line passes the origin at a distance uniform in plus or minus this value.' },
      ).default(0.2),
      ...classFields,
    })
    .superRefine((config, context) => checkClassSizes(config, 2, context)),
  shape: (config) => ({ task: 'classification', inputs: 2, outputs: 2, samples: config.samples }),
  generate(config, stream) {
    const normal = drawDirection(stream)
    const offset = stream.uniformBetween(-config.offset, config.offset)
    const classOf = (x: number, y: number) => (normal[0] * x + normal[1] * y > offset ? 1 : 0)
    return {
      data: labelSquare({ ...config, classes: 2 }, stream, 'half_plane', classOf),
      truth: planeTruth({ normal, offset }, classOf),
    }
  },
})

/** Two independent normal numbers point anywhere with equal likelihood, for their joint density depends on the distance alone. */
function drawDirection(stream: RandomStream): [number, number] {
  for (;;) {
    const x = stream.gaussian()
    const y = stream.gaussian()
    const length = Math.sqrt(x * x + y * y)
    if (length > 0) return [x / length, y / length]
  }
}
