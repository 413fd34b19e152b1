/** Models on their way to and from other programs: what can be chosen, and what the check of a written file found. */
import * as z from 'zod'
import { activationSchema } from '../engine/config/network'

export const modelFormats = ['onnx', 'safetensors', 'numpy'] as const
export type ModelFormat = (typeof modelFormats)[number]
/** How files of each format end. */
export const modelEndings = { onnx: '.onnx', safetensors: '.safetensors', numpy: '.py' } as const satisfies Record<ModelFormat, string>

export const modelExportShape = {
  format: z.enum(modelFormats),
  /** Raw features go in, bytes of images as 0 to 255, and are scaled as training did; otherwise features that are scaled already. */
  preprocessing: z.boolean().default(false),
  /** Probabilities come out; otherwise logits. */
  softmax: z.boolean().default(false),
}
export interface ModelExportChoice {
  format: ModelFormat
  preprocessing: boolean
  softmax: boolean
}

/** What the check of a written file found. */
export interface ModelCheck {
  /** Samples that were compared. */
  samples: number
  /** Between the outputs before a softmax, in absolute value. */
  largestDifference: number
  /** The largest of these outputs, likewise, which says how finely float32 holds them. */
  largestOutput: number
  /** Above it the export is refused. */
  tolerance: number
}

export interface ExportedModel {
  file: Uint8Array
  check: ModelCheck
}

/** The largest file of a model that is read, in bytes: the largest network in float64, and its graph. */
export const mostModelBytes = 200_000_000

export const modelImportShape = {
  /** The file's own name where it is left out. */
  name: z.string().trim().min(1).max(120).optional(),
  /** A source of data that the model is scored on; by the shape of the network where it is left out. */
  data: z.string().max(60).optional(),
  /** After every layer but the last, for files that hold weights alone. */
  activation: activationSchema.optional(),
  /** The network was trained on (x - mean) / deviation. */
  mean: z.number().optional(),
  deviation: z.number().positive().optional(),
}
/** How a file is to be read. */
export const modelImportSchema = z.strictObject(modelImportShape)
export type ModelImportChoice = z.output<typeof modelImportSchema>
