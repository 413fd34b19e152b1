/** What came of the inputs of one parser. */
import * as z from 'zod'

export const fuzzLineSchema = z.object({
  tried: z.number(),
  accepted: z.number(),
  refused: z.number(),
  /** Inputs that were neither taken nor refused in words, each with its error. */
  crashes: z.array(z.string()),
  /** Bytes. */
  peakMemory: z.number(),
})

export type FuzzLine = z.infer<typeof fuzzLineSchema>
