/** What came of training a run anew to compare its weights, as it is kept with the run. */
import * as z from 'zod'

export const verificationResultSchema = z.strictObject({
  status: z.enum(['same', 'different']),
  /** Recorded epochs that were to be compared, row 0 included. */
  epochs: z.number().int().min(1),
  /** The first epoch whose weights are others; null where all are the same. `retrained` is empty where training ended before it. */
  difference: z.strictObject({ epoch: z.number().int().min(0), recorded: z.string(), retrained: z.string() }).nullable(),
  /** What is not as it was when the run was recorded and may explain a difference, in words. */
  changes: z.array(z.string()),
  /** Why it ended early, in words. */
  message: z.string().nullable(),
  /** What trained it anew. */
  engineVersion: z.string(),
  kernels: z.string(),
  /** When it was done, ISO 8601 in UTC. */
  at: z.string(),
})
export type VerificationResult = z.output<typeof verificationResultSchema>
