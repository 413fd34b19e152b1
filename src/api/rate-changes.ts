/** Changes of the learning rate as they are recorded with a run. */
import * as z from 'zod'
import { areInOrder, mostRateChanges, rateChangeShape } from '../engine/config/rate-changes'

/** In the order of their epochs. `at` is when the change was recorded, which is before it took effect: ISO 8601 in UTC. */
export const recordedRateChangesSchema = z
  .array(z.strictObject({ ...rateChangeShape, at: z.iso.datetime() }))
  .max(mostRateChanges)
  .refine(areInOrder)
export type RecordedRateChange = z.output<typeof recordedRateChangesSchema>[number]
