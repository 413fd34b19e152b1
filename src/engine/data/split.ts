/** The holdout split: a part of the data is set aside for validation, chosen at random from the trial's seed. */
import { holdoutSizes, type HoldoutConfig } from '../config/validation'
import { shuffleInPlace } from '../random/shuffle'
import { createStream } from '../random/stream'
import { DataError } from './data-error'
import type { Dataset, Features, Targets } from './dataset'

/** Which samples belong to which part, each in the order of the data. */
export interface Split {
  training: Uint32Array
  validation: Uint32Array
}

type HoldoutOptions = Pick<HoldoutConfig, 'fraction' | 'stratified'>

/**
 * Chooses round(fraction n) of n samples for validation, every choice equally likely, from the stream `split` of the seed: it depends on
 * nothing else, such as the number of workers. With stratification each class gives its share: sizes are rounded so that they add up to
 * the same total, and every class has at least one sample in both parts. Targets without classes are split without regard to them.
 * @param seed the trial's seed
 * @throws DataError when a part is empty, or when stratification finds a class of one sample or fewer samples in a part than classes
 */
export function splitHoldout(data: Dataset, { fraction, stratified }: HoldoutOptions, seed: number): Split {
  const { samples, targets } = data
  const sizes = holdoutSizes(samples, fraction)
  if (sizes.training === 0 || sizes.validation === 0)
    throw new DataError('holdout split', `${samples} samples`, `a part is empty: ${sizes.training} for training, ${sizes.validation} for validation`)
  const order = Uint32Array.from({ length: samples }, (_, i) => i)
  shuffleInPlace(order, createStream(seed, 'split'))
  if (!stratified || targets.kind !== 'classes') return { validation: order.slice(0, sizes.validation).sort(), training: order.slice(sizes.validation).sort() }

  // In the shuffled order, the first samples of each class are held out.
  const left = apportion(countClasses(targets), sizes.validation)
  const training: number[] = []
  const validation: number[] = []
  for (const sample of order) {
    const label = targets.labels[sample]!
    if (left[label]! > 0) {
      left[label]!--
      validation.push(sample)
    } else training.push(sample)
  }
  return { training: Uint32Array.from(training).sort(), validation: Uint32Array.from(validation).sort() }
}

function countClasses({ labels, classes }: Extract<Targets, { kind: 'classes' }>): number[] {
  const counts = Array.from({ length: classes }, () => 0)
  for (const label of labels) counts[label]!++
  return counts
}

/** How many of each class are held out: as near to its share as whole numbers come, at least 1 and not all, `total` together. */
function apportion(counts: readonly number[], total: number): number[] {
  const samples = counts.reduce((sum, count) => sum + count, 0)
  const single = counts.indexOf(1)
  if (single !== -1)
    throw new DataError(
      'holdout split',
      `class ${single}`,
      'expected at least 2 samples, one for each part, found 1: turn stratification off or take more samples',
    )
  const present = counts.filter((count) => count > 0).length
  if (total < present || samples - total < present)
    throw new DataError(
      'holdout split',
      `${samples} samples`,
      `stratification needs each of the ${present} classes in both parts, found ${samples - total} samples for training and ${total} for validation`,
    )
  const shares = counts.map((count) => (count * total) / samples)
  const chosen = counts.map((count, k) => (count === 0 ? 0 : Math.min(count - 1, Math.max(1, Math.floor(shares[k]!)))))
  const sum = () => chosen.reduce((a, b) => a + b, 0)
  for (let missing = total - sum(); missing > 0; missing--)
    chosen[furthest(chosen, (k) => (chosen[k]! < counts[k]! - 1 ? shares[k]! - chosen[k]! : -Infinity))]!++
  for (let excess = sum() - total; excess > 0; excess--) chosen[furthest(chosen, (k) => (chosen[k]! > 1 ? chosen[k]! - shares[k]! : -Infinity))]!--
  return chosen
}

/** The index with the largest value, the first of equal ones. */
function furthest(items: readonly unknown[], value: (index: number) => number): number {
  return items.reduce<number>((best, _, k) => (value(k) > value(best) ? k : best), 0)
}

/**
 * Some samples of a data set as a data set. Drawn numbers are copied; stored numbers and bytes, which may be large and shared between
 * threads, stay where they are and are found through their rows.
 */
export function takeSamples(data: Dataset, chosen: Uint32Array): Dataset {
  return { samples: chosen.length, inputs: data.inputs, features: takeFeatures(data, chosen), targets: takeTargets(data.targets, chosen) }
}

function takeFeatures({ features, inputs }: Dataset, chosen: Uint32Array): Features {
  const { rows } = features
  if (features.kind === 'real' && features.values instanceof Float64Array && rows === undefined)
    return { kind: 'real', values: takeRows(features.values, chosen, inputs) }
  return { ...features, rows: rows === undefined ? chosen : chosen.map((sample) => rows[sample]!) }
}

function takeTargets(targets: Targets, chosen: Uint32Array): Targets {
  switch (targets.kind) {
    case 'classes':
      return { ...targets, labels: Uint8Array.from(chosen, (sample) => targets.labels[sample]!) }
    case 'values':
      return { ...targets, values: takeRows(targets.values, chosen, targets.outputs) }
  }
}

function takeRows(values: Float64Array, chosen: Uint32Array, width: number): Float64Array {
  const taken = new Float64Array(chosen.length * width)
  for (const [row, sample] of chosen.entries()) taken.set(values.subarray(sample * width, (sample + 1) * width), row * width)
  return taken
}
