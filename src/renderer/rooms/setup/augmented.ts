/** Example images of what the draft's augmentation makes of some digits: one column a digit, the original first, then epochs of seed 1. */
import { augmentationSchema, type AugmentationRanges } from '../../../engine/config/augmentation'
import { dataSchema } from '../../../engine/config/data'
import { Augmenter, type Dataset } from '../../../engine/index'
import { side } from '../../greyImages'
import { getField } from './tree'

/** Which images are shown: the first of each of these classes. */
export const classes = [1, 3, 5, 7]
export const columns = classes.length
export const epochs = 3
/** Trials have seeds of their own; the pictures are those of the first. */
export const seed = 1

export interface Augmented {
  source: 'mnist' | 'fashion_mnist'
  ranges: AugmentationRanges
}

/** What is to be shown; null without augmentation, without images, and while a field is wrong. */
export function augmentedIn(draft: unknown): Augmented | null {
  const data = dataSchema.safeParse(getField(draft, 'data'))
  const ranges = augmentationSchema.safeParse(getField(draft, 'augmentation'))
  if (!data.success || !ranges.success || !ranges.data) return null
  const { source } = data.data
  return source === 'mnist' || source === 'fashion_mnist' ? { source, ranges: ranges.data } : null
}

/** The examples, and below them what each epoch makes of them. */
export function augmentExamples(examples: Uint8Array, ranges: AugmentationRanges): Uint8Array {
  const inputs = side * side
  const samples = examples.length / inputs
  const training: Dataset = {
    samples,
    inputs,
    features: { kind: 'bytes', values: examples },
    targets: { kind: 'classes', labels: new Uint8Array(samples), classes: 10 },
  }
  const augmenter = new Augmenter({ ranges, seed, training, block: samples, fast: null })
  const all = new Uint8Array((1 + epochs) * examples.length)
  all.set(examples)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { features } = augmenter.of(epoch, { order: null, start: 0, count: samples })
    all.set(features.values, epoch * examples.length)
  }
  return all
}
