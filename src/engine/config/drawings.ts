/** Kept drawings as additional training samples: which set of them, and how much each counts. */
import * as z from 'zod'
import { whole } from './fields'
import { limits } from './limits'

const digestError = 'Digest takes the SHA-256 of a set of kept drawings, 64 hexadecimal digits: "lab drawings set" prints it'

/**
 * A set of drawings is named by its digest, so that an experiment means the same drawings wherever and whenever it runs. Absent where there
 * are none: a configuration without drawings is the one that it was before there were any, and has the same digest.
 */
export const drawingsSchema = z
  .strictObject(
    {
      digest: z.string({ error: digestError }).regex(/^[0-9a-f]{64}$/, { error: digestError }),
      count: whole({ min: 1, max: limits.drawings }, { label: 'Drawings', unit: 'drawings', help: 'How many drawings the set has.' }),
      weight: whole(
        { min: 1, max: limits.drawingWeight },
        { label: 'Weight', unit: 'times', help: 'Each drawing appears so many times in an epoch, as if it had been kept as often.' },
      ).default(1),
    },
    {
      error:
        'Drawings take an object such as {"digest": "...", "count": 40, "weight": 5}: "lab drawings set" prints it for those that are kept. Leave the field out to train without',
    },
  )
  .superRefine(({ count, weight }, context) => {
    if (count * weight <= limits.samples) return
    const message = `${count} drawings, ${weight} times each, are ${count * weight} samples; at most ${limits.samples} are allowed`
    context.addIssue({ code: 'custom', path: ['weight'], message })
  })
  .optional()
  .meta({ label: 'Drawings', help: 'Kept drawings that join the training images.' })

/** Undefined where a trial learns from no drawings. */
export type DrawingsConfig = z.output<typeof drawingsSchema>

/** How many samples of an epoch are drawings. */
export function addedDrawings(drawings: DrawingsConfig): number {
  return drawings === undefined ? 0 : drawings.count * drawings.weight
}
