/** Kind `lr_schedule`: the learning rate of each epoch. */
import * as z from 'zod'
import { learningRateAt } from '../../../src/engine/training/schedule'
import type { Kind } from '../kind'

const params = z.object({ name: z.string() })
const shape = z.object({ params: z.object({ base_lr: z.number() }), expected: z.object({ lr: z.array(z.number()) }) })

export const lrSchedule: Kind = {
  notSupported(golden) {
    const { name } = params.parse(golden.params)
    return name === 'constant' ? null : `lr_schedule ${name}`
  },
  run(golden, check) {
    const { params: words, expected } = shape.parse(golden)
    const optimizer = { name: 'sgd', learningRate: words.base_lr, weightDecay: 0 } as const
    // The vectors count epochs from 0, the engine from 1.
    const rates = expected.lr.map((_, i) => learningRateAt(i + 1, { name: 'constant' }, optimizer))
    check.numbers('lr', rates, expected.lr)
  },
}
