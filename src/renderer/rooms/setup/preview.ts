/** What the chosen data look like: the first samples that seed 1 draws, where they are points of a plane or of a curve. */
import { dataSchema, dataShape, isDrawn } from '../../../engine/config/data'
import { validationSchema } from '../../../engine/config/validation'
import { DataError, type Dataset, type GroundTruth, prepareTrialData } from '../../../engine/index'
import { drawable, mostPoints, samplePoints, type SamplePoint } from '../run/learned'
import { getField, isTree } from './tree'

export type Preview =
  | { kind: 'plane' | 'curve'; training: SamplePoint[]; validation: SamplePoint[]; truth: GroundTruth | null; shown: number; samples: number }
  /** Why there is nothing to draw. */
  | { kind: 'failed'; message: string }

const seed = 1

/** Null where the data cannot be drawn so, or while their fields are wrong. */
export function previewData(draft: unknown): Preview | null {
  const whole = dataSchema.safeParse(getField(draft, 'data'))
  const validation = validationSchema.safeParse(getField(draft, 'validation'))
  if (!whole.success || !validation.success || !isDrawn(whole.data)) return null
  const kind = drawable({ data: whole.data })
  const { samples } = dataShape(whole.data)
  const fields: unknown = whole.data
  if (kind === null || !isTree(fields)) return null
  // A part that is too small for its rarest class is not drawn.
  const part = dataSchema.safeParse({ ...fields, samples: Math.min(samples, mostPoints) })
  if (!part.success) return null
  try {
    const prepared = prepareTrialData({ data: part.data, validation: validation.data.kind === 'holdout' ? validation.data : { kind: 'none' } }, seed, null)
    const pointsOf = (data: Dataset | null) => (data ? samplePoints(data) : [])
    return {
      kind,
      training: pointsOf(prepared.training),
      validation: pointsOf(prepared.validation),
      truth: prepared.truth,
      shown: Math.min(samples, mostPoints),
      samples,
    }
  } catch (error) {
    if (error instanceof DataError) return { kind: 'failed', message: error.message }
    throw error
  }
}
