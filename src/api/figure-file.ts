/** What an exported figure carries within its file, so that it can be opened again as an experiment. */
import * as z from 'zod'
import { experimentSchema, trialSchema } from '../engine/config/experiment'
import { limits } from '../engine/config/limits'
import { rateChangesSchema } from '../engine/config/rate-changes'
import { figureNumbers, figureVariants } from './report'

export const figureFileFormat = 'backprop-lab-figure'
export const figureFileVersion = 1

const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: 'A digest takes 64 hexadecimal digits' })
const seed = z.number().int().min(1).max(limits.seed)

/** Strict: a field that is not known is refused rather than lost. */
export const figureMetadataSchema = z.strictObject({
  format: z.literal(figureFileFormat),
  version: z.literal(figureFileVersion, { error: `The version of a figure takes ${figureFileVersion}: a newer file needs a newer Backprop Lab` }),
  title: z.string().max(1000),
  /** Of the report; null for a figure of the user's own runs. */
  figure: z.union(figureNumbers.map((number) => z.literal(number))).nullable(),
  variant: z.enum(figureVariants).nullable(),
  /** Version of the program that drew it. */
  program: z.string().max(40),
  /** The experiment whose runs are drawn; null where they come from several. */
  experiment: experimentSchema.nullable(),
  settings: z
    .array(
      z.strictObject({
        label: z.string().max(1000),
        configDigest: digest,
        config: trialSchema,
        /** Data digest null where it was not known; changes of the learning rate only of a trial that had some. */
        trials: z.array(z.strictObject({ seed, dataDigest: digest.nullable(), rateChanges: rateChangesSchema.optional() })).max(limits.trials),
      }),
    )
    .min(1)
    .max(limits.trials),
})
export type FigureMetadata = z.output<typeof figureMetadataSchema>

/** What the lab knows of the trials of a figure that was opened. */
export interface OpenedFigure {
  metadata: FigureMetadata
  /** The experiments that make it again: the figure's own or, where it has none, one for each setting. */
  experiments: z.output<typeof experimentSchema>[]
  /** Runs that hold its trials, in its order. */
  runs: number[]
  trials: number
  /** Trials that are not recorded here. */
  missing: number
  /** Runs that hold one of its trials on other data, as another version of a file would be. */
  otherData: number[]
}
