/** Optimizers and the schedules that change their rate, as the experiment names them. */
import * as z from 'zod'
import { variants } from './variants'

export { optimizerSchema, type OptimizerConfig } from '../optimizers/registry'

export const scheduleSchema = variants(
  'Schedule',
  'name',
  [z.strictObject({ name: z.literal('constant') })],
  ['step', 'exponential', 'cosine', 'warmup_cosine', 'one_cycle', 'reduce_on_plateau'],
)
export type ScheduleConfig = z.output<typeof scheduleSchema>
