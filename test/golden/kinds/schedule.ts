/** Kind `lr_schedule`: the learning rate of each epoch. */
import * as z from 'zod'
import { createSchedule } from '../../../src/engine/schedules/registry'
import type { Kind } from '../kind'
import { built, scheduleOf, scheduleParams, wordsFor } from '../parts'

const shape = z.object({ params: z.object({ base_lr: z.number(), epochs: z.number() }), expected: z.object({ lr: z.array(z.number()) }) })

export const lrSchedule: Kind = {
  notSupported: (golden) => wordsFor('lr_schedule', scheduleOf(scheduleParams.parse(golden.params))),
  run(golden, check) {
    const { params, expected } = shape.parse(golden)
    const schedule = createSchedule(built(scheduleOf(scheduleParams.parse(golden.params))), { baseRate: params.base_lr, epochs: params.epochs })
    // The vectors count epochs from 0, the engine from 1.
    const rates = expected.lr.map((_, i) => schedule.rate(i + 1))
    check.numbers('lr', rates, expected.lr)
  },
}
