/** What the lab makes of one damaged database. */
import * as z from 'zod'

export const inspectionSchema = z.object({
  attempt: z.number(),
  what: z.string(),
  /** The file says something else than before, or cannot be read to its end. */
  changed: z.boolean(),
  /** The check has found something. */
  found: z.boolean(),
  /** What starting and reading threw that is no failure in the lab's own words; null without. */
  failure: z.string().nullable(),
})

export type Inspection = z.infer<typeof inspectionSchema>
