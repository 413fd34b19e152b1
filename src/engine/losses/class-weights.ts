/** Classes that count more or less than others. */
import * as z from 'zod'
import type { Targets } from '../data/dataset'

const error = 'Class weights take null, "balanced" or a list of numbers above 0 and at most 1000000, one a class'
const weight = z.number({ error }).gt(0, { error }).max(1e6, { error })

export const classWeightsSchema = z
  .union([z.null(), z.literal('balanced'), z.array(weight).min(2, { error }).max(256, { error })], { error })
  .meta({
    label: 'Class weights',
    help: 'How much the samples of each class count: all the same (null), rare classes more, so that all count the same in total ("balanced"), or as listed.',
  })
  .default(null)
export type ClassWeights = z.output<typeof classWeightsSchema>

/**
 * The weight of each class; null where all samples count the same.
 * "balanced" is n / (k n_c) for the n_c of n training samples that are of class c, where k classes occur: the total weight stays n, as in
 * scikit-learn's compute_class_weight. A class that does not occur weighs 1.
 * @throws RangeError where weights are listed for another number of classes, or "balanced" has no labels to count
 */
export function resolveClassWeights(wanted: ClassWeights, classes: number, targets: Targets | null): Float64Array | null {
  if (wanted === null) return null
  if (wanted !== 'balanced') {
    if (wanted.length !== classes) throw new RangeError(`${wanted.length} class weights are given for ${classes} classes`)
    return Float64Array.from(wanted)
  }
  if (targets?.kind !== 'classes') throw new RangeError('balanced class weights count the labels of the training data, and there are none')
  const counts = new Float64Array(classes)
  for (const label of targets.labels) counts[label]!++
  const present = counts.filter((count) => count > 0).length
  return counts.map((count) => (count === 0 ? 1 : targets.labels.length / (present * count)))
}

/** Some samples of a data set: `count` of them from `start` on, in the given order or, for null, in that of the data set. */
interface Samples {
  order: Uint32Array | null
  start: number
  count: number
}

/** What a mean over the samples divides by: their number, or the sum of the weights of their classes. */
export function weighSamples(weights: Float64Array | null, labels: ArrayLike<number>, { order, start, count }: Samples): number {
  if (weights === null) return count
  let sum = 0
  for (let i = start; i < start + count; i++) sum += weights[labels[order === null ? i : order[i]!]!]!
  return sum
}
