/** Optimizers and the schedules that change their rate, as the experiment names them. */

export { optimizerAverages, optimizerSchema, type OptimizerConfig } from '../optimizers/registry'
export { checkSchedule, scheduleSchema, type ScheduleConfig } from '../schedules/registry'
