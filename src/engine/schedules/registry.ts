/** Every schedule, from simple to complex: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import { constant } from './constant'
import { cosine } from './cosine'
import { exponential } from './exponential'
import { oneCycle } from './one-cycle'
import { reduceOnPlateau } from './reduce-on-plateau'
import type { Schedule, ScheduledTrial, ScheduleProblem } from './schedule'
import { step } from './step'
import { warmupCosine } from './warmup-cosine'

/** The schedules: name, fields, formula, source and implementation of each. */
export const schedules = [constant, step, exponential, cosine, warmupCosine, oneCycle, reduceOnPlateau] as const

export const scheduleSchema = variants('Schedule', 'name', schemasOf(schedules))
/** A schedule with its fields, such as `{ name: 'exponential', gamma: 0.95 }`. */
export type ScheduleConfig = z.output<typeof scheduleSchema>

/** The schedule that a configuration names, for a trial of so many epochs. */
export function createSchedule(config: ScheduleConfig, trial: ScheduledTrial): Schedule {
  return findPart(schedules, 'name', config.name).create(config, trial)
}

/** What of the schedule does not fit the trial, or null. */
export function checkSchedule(config: ScheduleConfig, trial: ScheduledTrial): ScheduleProblem | null {
  return findPart(schedules, 'name', config.name).check(config, trial)
}
