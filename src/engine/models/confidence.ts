/** How far a classifier's confidence can be trusted: measured on samples that it did not learn from, and kept in its file. */
import * as z from 'zod'
import { DataError } from '../data/data-error'
import { calibration } from '../metrics/calibration'
import { accuracy, predictClasses } from '../metrics/classification'

const share = z.number().min(0).max(1)

const confidenceSchema = z.strictObject({
  /** Samples that it was measured on. */
  samples: z.number().int().min(1),
  /** Their share of right answers. */
  accuracy: share,
  /** Expected calibration error, see `calibration`. */
  expectedError: share,
  /** Answers of at least this confidence are to be relied on; below it the model is not sure. */
  sureFrom: share,
  /** The reliability curve, from the lowest confidence to the highest. */
  bins: z
    .array(
      z.strictObject({
        count: z.number().int().min(0),
        accuracy: share,
        confidence: z
          .number()
          .min(0)
          .max(1 + 1e-6),
      }),
    )
    .min(1),
})
/** What was measured. */
export type Confidence = z.output<typeof confidenceSchema>

const BINS = 20
/** How often answers that are relied on are right, at the least. */
const RELIABLE = 0.9

/**
 * Measures accuracy and calibration, and from which confidence on answers are to be relied on.
 * @param labels the classes of samples that the model did not learn from
 * @param probabilities (samples, classes), row-major
 * @throws RangeError without samples, and as `calibration` does
 */
export function measureConfidence(labels: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): Confidence {
  const { bins, expectedError } = calibration(labels, probabilities, classes, BINS)
  const right = accuracy(labels, predictClasses(probabilities, labels.length, classes))
  if (expectedError === null || right === null) throw new RangeError('confidence is measured on at least 1 sample, got none')
  return { samples: labels.length, accuracy: right, expectedError, sureFrom: sureFrom(bins), bins }
}

/** The upper edge of the highest bin whose answers are right less than nine times in ten; 0 where there is none. */
function sureFrom(bins: readonly { count: number; accuracy: number }[]): number {
  return (bins.findLastIndex(({ count, accuracy }) => count > 0 && accuracy < RELIABLE) + 1) / bins.length
}

/** Reads what a model's file says of it; null where it says nothing. Throws a DataError where that cannot be. */
export function readConfidence(text: string | undefined, file: string): Confidence | null {
  if (text === undefined) return null
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new DataError(file, 'confidence', 'expected JSON')
  }
  const parsed = confidenceSchema.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new DataError(file, ['confidence', ...(issue?.path ?? [])].join('.'), issue?.message ?? 'it cannot be read')
}
