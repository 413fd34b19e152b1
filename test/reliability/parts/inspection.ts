/** What the lab makes of one damaged database. */
import * as z from 'zod'

export const inspectionSchema = z.object({
  attempt: z.number(),
  what: z.string(),
  /** The file says something else than before, or cannot be read to its end. */
  changed: z.boolean(),
  /** The check has found something. */
  found: z.boolean(),
  start: z.enum(['used', 'recovered', 'refused']),
  /** What did not hold at the next start, in words. */
  problems: z.array(z.string()),
})

export type Inspection = z.infer<typeof inspectionSchema>
