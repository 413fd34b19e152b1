/** Fields that several schedules have, and the checks that go with them. */
import { real, whole } from '../config/fields'
import { limits } from '../config/limits'
import type { ScheduledTrial, ScheduleProblem } from './schedule'

/** A factor of the rate above 0 and at most 1. */
export function factor(label: string, help: string) {
  return real({ min: 0, max: 1, open: true }, { label, unit: 'times', help })
}

export const minimumRate = real({ min: 0, max: limits.learningRate }, { label: 'Lowest rate', unit: 'η', help: 'The rate never falls below this.' }).default(0)

export const warmupEpochs = whole({ min: 0, max: limits.epochs }, { label: 'Warm-up', unit: 'epochs', help: 'How many epochs the rate rises.' }).default(5)

export function checkMinimumRate({ minimumRate: lowest }: { minimumRate: number }, { baseRate }: ScheduledTrial): ScheduleProblem | null {
  if (lowest <= baseRate) return null
  return { field: 'minimumRate', message: `The lowest rate is ${lowest} but the optimizer's learning rate is ${baseRate}: it may be at most that` }
}
