/** What a generator draws with the first seed: what its card says of it. */
import { dataSchema, dataShape, isDrawn } from '../../../engine/config/data'
import { validationSchema } from '../../../engine/config/validation'
import { DataError, type Dataset, prepareTrialData, type TrialData } from '../../../engine/index'
import { getField, isTree } from './tree'

/** The seed that is drawn with. */
export const shownSeed = 1

/** Samples that are drawn for a card: more would hold the window up. */
const mostSamples = 100_000
/** Rows and features that are written out. */
const mostRows = 6
const mostFeatures = 6

export interface DrawnSample {
  data: TrialData
  /** Whether these are all that a trial draws. */
  whole: boolean
  samples: number
  /** Samples of each class; null for numbers. */
  classes: { name: string; count: number }[] | null
  /** Of each target; empty for classes. */
  targets: { min: number; max: number; mean: number }[]
  /** The first samples of the training part, as they are before scaling; the answer comes last: a class, or targets. */
  first: { features: number[]; answer: number[] }[]
}

/** Null where the data are not drawn, cannot be drawn, or their fields are wrong. */
export function drawnSample(draft: unknown): DrawnSample | null {
  const data = dataSchema.safeParse(getField(draft, 'data'))
  const validation = validationSchema.safeParse(getField(draft, 'validation'))
  if (!data.success || !validation.success || !isDrawn(data.data)) return null
  const { samples } = dataShape(data.data)
  const fields: unknown = data.data
  const part = dataSchema.safeParse({ ...(isTree(fields) ? fields : {}), samples: Math.min(samples, mostSamples) })
  if (!part.success) return null
  try {
    const prepared = prepareTrialData({ data: part.data, validation: validation.data }, shownSeed, null)
    return { data: prepared, whole: samples <= mostSamples, samples: Math.min(samples, mostSamples), ...factsOf(prepared) }
  } catch (error) {
    if (error instanceof DataError) return null
    throw error
  }
}

function factsOf({ training, validation }: TrialData): Pick<DrawnSample, 'classes' | 'targets' | 'first'> {
  const parts = validation ? [training, validation] : [training]
  return { classes: classesOf(parts), targets: targetsOf(parts), first: firstOf(training) }
}

function classesOf(parts: readonly Dataset[]): DrawnSample['classes'] {
  const counts: number[] = []
  for (const { targets } of parts) {
    if (targets.kind !== 'classes') return null
    for (let k = counts.length; k < targets.classes; k++) counts.push(0)
    for (const label of targets.labels) counts[label]!++
  }
  return counts.map((count, label) => ({ name: String(label), count }))
}

function targetsOf(parts: readonly Dataset[]): DrawnSample['targets'] {
  const values = parts.flatMap(({ targets }) => (targets.kind === 'values' ? [targets] : []))
  const [first] = values
  if (first === undefined) return []
  return Array.from({ length: first.outputs }, (_, k) => {
    let [min, max, sum, count] = [Infinity, -Infinity, 0, 0]
    for (const { values: all, outputs } of values)
      for (let i = k; i < all.length; i += outputs) {
        const value = all[i]!
        min = Math.min(min, value)
        max = Math.max(max, value)
        sum += value
        count++
      }
    return { min, max, mean: sum / count }
  })
}

function firstOf({ samples, inputs, features, targets }: Dataset): DrawnSample['first'] {
  return Array.from({ length: Math.min(samples, mostRows) }, (_, sample) => {
    const row = (features.rows?.[sample] ?? sample) * inputs
    const width = targets.kind === 'classes' ? 1 : targets.outputs
    const answers: ArrayLike<number> = targets.kind === 'classes' ? targets.labels : targets.values
    return {
      features: Array.from({ length: Math.min(inputs, mostFeatures) }, (__, i) => features.values[row + i]!),
      answer: Array.from({ length: Math.min(width, mostFeatures) }, (__, k) => answers[sample * width + k]!),
    }
  })
}
