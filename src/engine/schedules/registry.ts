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

export const schedules = [constant, step, exponential, cosine, warmupCosine, oneCycle, reduceOnPlateau] as const

export const scheduleSchema = variants('Schedule', 'name', schemasOf(schedules))
export type ScheduleConfig = z.output<typeof scheduleSchema>

export function createSchedule(config: ScheduleConfig, trial: ScheduledTrial): Schedule {
  return findPart(schedules, 'name', config.name).create(config, trial)
}

/** What of the schedule does not fit the trial, or null. */
export function checkSchedule(config: ScheduleConfig, trial: ScheduledTrial): ScheduleProblem | null {
  return findPart(schedules, 'name', config.name).check(config, trial)
}
