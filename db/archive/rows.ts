/** The rows of an archive, each with the schema that it passes before anything is done with it. */
import * as z from 'zod'
import { runPatch } from '../../src/api/contract'
import { recordedRateChangesSchema } from '../../src/api/rate-changes'
import { isFinal, runStatuses, type ModelKind } from '../../src/api/records'
import { canonicalJson } from '../../src/engine/config/canonical'
import { readJson } from '../../src/engine/config/json'
import { limits } from '../../src/engine/config/limits'

export const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: 'a digest takes 64 hexadecimal digits' })
const time = z.iso.datetime({ error: 'a time takes ISO 8601 in UTC' })
const number = z.number().int().min(1)
const epoch = z.number().int().min(0).max(limits.epochs)
const flag = z.union([z.literal(0), z.literal(1)])
const real = z.number().nullable()
const share = z.number().min(0).max(1).nullable()

export const manifestSchema = z.strictObject({
  program: z.string().max(40),
  created_at: time,
  experiments: z.number().int().min(0),
  runs: z.number().int().min(1),
  drawings: z.number().int().min(0),
  content_digest: digest,
})

/** The one form in which equal configurations have equal digests. */
const config = z.string().refine(isCanonical, { error: 'a configuration takes canonical JSON' })

export const experimentSchema = z.strictObject({ number, config, digest, created_at: time })
export type ArchivedExperiment = z.output<typeof experimentSchema>

const tagList = runPatch.shape.tags.unwrap()

/** Tags as the text of a list, in the form that a user may give them. */
const tags = z.string().refine((text) => tagList.safeParse(parseJson(text)).success, { error: 'tags take a list of at most 20 short texts' })

const rateChanges = z.string().refine((text) => recordedRateChangesSchema.safeParse(parseJson(text)).success, {
  error: 'changes of the learning rate take a list in the order of their epochs',
})

export const runSchema = z.strictObject({
  number,
  experiment: number,
  name: z.string().min(1).max(10_000),
  setting: z.string().max(10_000),
  seed: z.number().int().min(1).max(limits.seed),
  config,
  config_digest: digest,
  status: z.enum(runStatuses).refine(isFinal, { error: 'an archived run has ended' }),
  message: z.string().max(10_000).nullable(),
  kernels: z.string().max(100),
  engine_version: z.string().max(100),
  data_digest: digest.nullable(),
  epochs: z.number().int().min(1).max(limits.epochs),
  colour: z.number().int().min(1).max(10),
  tags,
  note: z.string().max(10_000),
  pinned: flag,
  archived: flag,
  locked: flag,
  created_at: time,
  started_at: time.nullable(),
  finished_at: time.nullable(),
  content_digest: digest,
  /** The run of this archive whose weights it began with; 0 where that is none of them. */
  from_run: z.number().int().min(0).nullable(),
  from_epoch: epoch.nullable(),
  seconds: z.number().min(0).nullable(),
  /** Null for a run that had not ended; see db/seal.ts. */
  seal: digest.nullable(),
  rate_changes: rateChanges,
})
export type ArchivedRun = z.output<typeof runSchema>

export const epochSchema = z.strictObject({
  epoch,
  train_loss: real,
  train_accuracy: share,
  validation_loss: real,
  validation_accuracy: share,
  learning_rate: z.number(),
  seconds: z.number().min(0),
  weight_digest: digest,
})
export type ArchivedEpoch = z.output<typeof epochSchema>

export const modelSchema = z.strictObject({ number, kind: z.enum(['last', 'best', 'epoch'] satisfies ModelKind[]), epoch, sha256: digest })
export type ArchivedModel = z.output<typeof modelSchema>

export const checkpointSchema = z.strictObject({ epoch, batch: z.number().int().min(0), sha256: digest })
export type ArchivedCheckpoint = z.output<typeof checkpointSchema>

export const initialWeightsSchema = z.strictObject({ experiment: number, sha256: digest })
export type ArchivedInitialWeights = z.output<typeof initialWeightsSchema>

const strokesSchema = z.array(z.array(z.tuple([z.number(), z.number()])))
const strokes = z.string().refine((text) => strokesSchema.safeParse(parseJson(text)).success, { error: 'strokes take a list of lists of points [x, y]' })

export const drawingSchema = z.strictObject({
  number,
  strokes,
  label: z.string().max(1000).nullable(),
  note: z.string().max(10_000),
  created_at: time,
})
export type ArchivedDrawing = z.output<typeof drawingSchema>

/** The list that a checked text holds. */
export function readTags(text: string): string[] {
  return tagList.parse(parseJson(text))
}

function isCanonical(text: string): boolean {
  const value = parseJson(text)
  try {
    return value !== undefined && canonicalJson(value) === text
  } catch {
    // JSON can write a number that is none: 1e999 is infinite.
    return false
  }
}

/** Undefined for what is no JSON, which no JSON is. */
export function parseJson(text: string): unknown {
  const read = readJson(text)
  return read.ok ? read.value : undefined
}
