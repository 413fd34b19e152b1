/** Changes of the learning rate while a trial trains: each holds from the beginning of an epoch on, until the next. */
import * as z from 'zod'
import { learningRate } from '../optimizers/fields'
import { whole } from './fields'
import { limits } from './limits'

/** Of one trial at most. */
export const mostRateChanges = 1000

/** A rate to change to, within the limits of the configuration's own field and with its words. */
export const changedRate = learningRate.unwrap()

export const rateChangeShape = {
  epoch: whole({ min: 1, max: limits.epochs }, { label: 'Epoch', help: 'The first epoch that is trained with the new rate.' }),
  learningRate: changedRate,
}
const rateChangeSchema = z.strictObject(rateChangeShape)
export type RateChange = z.output<typeof rateChangeSchema>

/** In the order of their epochs, one an epoch. */
export const rateChangesSchema = z
  .array(rateChangeSchema)
  .max(mostRateChanges, { error: `A run takes at most ${mostRateChanges} changes of its learning rate` })
  .refine(areInOrder, { error: 'Changes of the learning rate take epochs that rise' })

export function areInOrder(changes: readonly Pick<RateChange, 'epoch'>[]): boolean {
  return changes.every(({ epoch }, i) => i === 0 || epoch > changes[i - 1]!.epoch)
}

/**
 * The changes with one more. Those that would hold from its epoch on or later have not taken effect yet: the new one is in their place, because
 * whoever makes it wants its rate from then on.
 */
export function withRateChange<C extends Pick<RateChange, 'epoch'>>(changes: readonly C[], change: C): C[] {
  return [...changes.filter(({ epoch }) => epoch < change.epoch), change]
}
