/**
 * A data set as one file, to be taken to another lab: a mark of 8 bytes, the length of what is said of it as a 32-bit integer, that as JSON,
 * and then the stored file, byte for byte. Numbers are little-endian.
 */
import * as z from 'zod'
import { limits } from '../engine/config/limits'
import { storedSetSchema } from '../engine/config/stored-set'
import { datasetName } from './dataset-name'
import { decimalSigns, delimiters, tableChoices, type DatasetRow } from './datasets'
import { playedSamplesSchema } from './played-samples'

export const datasetEnding = '.bpdata'
export const datasetMark = 'BPLSET01'
/** Bytes before what is said of the data set. */
export const datasetStart = 12
/** Bytes of what is said of it, at most. */
export const mostAboutBytes = 64e6

const count = z.number().int().min(0)
const text = z.string().max(1024 * 1024)
const counted = z.array(z.strictObject({ name: text, count })).max(limits.classes)
const range = { name: text, min: z.number(), max: z.number(), mean: z.number() }
const sourceFile = { file: z.string().max(255), bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }

const content = z.strictObject({
  inputs: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ ...range, type: z.literal('number') }),
        z.strictObject({ name: text, type: z.literal('category'), values: counted }),
      ]),
    )
    .max(limits.storedColumns),
  target: z.discriminatedUnion('task', [
    z.strictObject({ task: z.literal('classification'), name: text, classes: counted }),
    z.strictObject({ task: z.literal('regression'), columns: z.array(z.strictObject(range)).max(limits.storedColumns) }),
  ]),
  dialect: z.strictObject({ delimiter: z.enum(delimiters), decimal: z.enum(decimalSigns), header: z.boolean() }).optional(),
  image: z.strictObject({ rows: count.min(1), columns: count.min(1) }).optional(),
  dropped: count,
  constant: z.array(text).max(limits.storedColumns),
  warnings: z.array(text).max(2 * limits.storedColumns),
  first: z.strictObject({ columns: z.array(text), rows: z.array(z.array(text)) }),
})

/** What such a file says of its data set: all that is known of it but when it came here. */
export const datasetAbout = z
  .strictObject({
    name: datasetName,
    set: storedSetSchema,
    source: z.strictObject({ ...sourceFile, labels: z.strictObject(sourceFile).optional(), played: playedSamplesSchema.optional() }),
    choices: tableChoices,
    content,
  })
  .superRefine(({ set, content: { target, image } }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['content'], message })
    if (target.task !== set.task) refuse(`It is for ${set.task}, but its target for ${target.task}`)
    const outputs = target.task === 'classification' ? target.classes.length : target.columns.length
    if (outputs !== set.outputs) refuse(`It has ${set.outputs} outputs, but names ${outputs}`)
    if (image && image.rows * image.columns !== set.inputs) refuse(`It has ${set.inputs} inputs, but images of ${image.rows} x ${image.columns} pixels`)
  })
export type DatasetAbout = z.output<typeof datasetAbout>

export function aboutOf({ name, digest, task, samples, inputs, outputs, source, choices, content: described }: DatasetRow): DatasetAbout {
  return { name, set: { digest, task, samples, inputs, outputs }, source, choices, content: described }
}
