/** Where samples come from that were kept in the playground: the data that it began with, and what was changed of them. */
import * as z from 'zod'
import { dataSchema } from '../engine/config/data'
import { limits } from '../engine/config/limits'
import { datasetName } from './dataset-name'

export const playedSamplesSchema = z.strictObject({
  /** What the generator, or the data set, is called. */
  from: datasetName,
  /** As the configuration names it, with all its fields. */
  data: dataSchema,
  /** From which its samples were drawn, or chosen. */
  seed: z.number().int().min(1).max(limits.seed),
  /** How many there were before some were chosen. */
  of: z.number().int().min(1).max(limits.samples),
  /** How many were moved, one by one. */
  moved: z.number().int().min(0).max(limits.samples),
  /** How often noise was added, and its deviation in all: of drawn data in their unit, of a table in deviations of each column. */
  noise: z.strictObject({ times: z.number().int().min(0), deviation: z.number().min(0) }),
})
export type PlayedSamples = z.output<typeof playedSamplesSchema>
