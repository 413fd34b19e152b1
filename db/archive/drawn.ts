/**
 * What an archive holds of drawings besides their strokes: where they come from, images that have no strokes, and the sets that its runs
 * train with. Tables of version 2; an archive of version 1 is read as one without them.
 */
import * as z from 'zod'
import { setContent } from '../../src/api/drawings'
import { limits } from '../../src/engine/config/limits'
import { digestBytes } from '../digest'

export const drawnTables = {
  drawing_details: `CREATE TABLE drawing_details (
  number INTEGER PRIMARY KEY,
  writer INTEGER,
  repetition INTEGER,
  image BLOB
) STRICT`,
  drawing_sets: `CREATE TABLE drawing_sets (
  number INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  count INTEGER NOT NULL,
  content TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT`,
} as const

/** Bytes of one value at most: ten thousand drawings of ten thousand points are refused where they are added. */
export const drawnLongValues = {
  drawing_details: { image: 784 },
  drawing_sets: { digest: 64, content: 256 * 1024 * 1024, created_at: 64 },
} as const

const whole = z.number().int().min(0).nullable()

/** Of the drawing of this number, where it has any of them. */
export const drawingDetailsSchema = z.strictObject({
  number: z.number().int().min(1),
  writer: whole,
  repetition: whole,
  image: z.custom<Buffer>((value) => value instanceof Buffer && value.length === 784, { error: 'an image takes 784 bytes' }).nullable(),
})
export type ArchivedDrawingDetails = z.output<typeof drawingDetailsSchema>

/** Its digest is the one of its content, by which configurations name it. */
export const drawingSetSchema = z
  .strictObject({
    number: z.number().int().min(1),
    digest: z.string(),
    count: z.number().int().min(1).max(limits.drawings),
    content: z.string(),
    created_at: z.iso.datetime({ error: 'a time takes ISO 8601 in UTC' }),
  })
  .superRefine(({ digest, count, content }, context) => {
    if (digestBytes(content) !== digest) context.addIssue({ code: 'custom', path: ['content'], message: 'its digest does not match' })
    else if (countOf(content) !== count) context.addIssue({ code: 'custom', path: ['content'], message: `it is no list of ${count} labelled drawings` })
  })
export type ArchivedDrawingSet = z.output<typeof drawingSetSchema>

function countOf(content: string): number | null {
  try {
    const parsed = setContent.safeParse(JSON.parse(content))
    return parsed.success ? parsed.data.length : null
  } catch {
    return null
  }
}

const namesSet = z.object({ data: z.object({ drawings: z.object({ digest: z.string() }) }) })

/** The digest of the set that a stored configuration names, or null. */
export function setNamedIn(config: unknown): string | null {
  const parsed = namesSet.safeParse(config)
  return parsed.success ? parsed.data.data.drawings.digest : null
}
