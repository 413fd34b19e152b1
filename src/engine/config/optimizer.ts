/** Optimizers and the schedules that change their rate, as the experiment names them. */

export { optimizerSchema, type OptimizerConfig } from '../optimizers/registry'
export { scheduleSchema, type ScheduleConfig } from '../schedules/registry'
