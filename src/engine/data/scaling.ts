/**
 * Scaling of features, fitted on the training part alone: the validation part and every later question are scaled by the same numbers,
 * so that nothing is learnt of them. Targets keep their units.
 */
import { DataError } from './data-error'
import type { Dataset, Features, Scaling } from './dataset'

/** `none`, `unit` or `standard`. */
export type ScalingKind = 'none' | 'unit' | 'standard'

/**
 * - `none`: features as they are; images, which are stored as bytes, as byte / 255.
 * - `unit`: (x - min) / (max - min) of each column, so that the training part lies in [0, 1]; other samples may lie outside. Images lie there
 *   already, as the range of a byte is known, and stay as they are.
 * - `standard`: (x - mean) / deviation of each column, with the deviation of the population (dividing by n), so that the training part has
 *   mean 0 and variance 1.
 *
 * A column of one value has no range and no deviation to divide by. In a table that is refused, as it is a mistake that the user can mend.
 * Images always have pixels that are never lit, in the corners: such a pixel becomes 0, in every sample, also where another part lights it.
 * @param name what messages call the data
 * @returns null where features stay as they are
 * @throws DataError that names the column (from 0) whose values are all the same, or too far apart for numbers
 */
export function fitScaling(kind: ScalingKind, data: Dataset, name: string): Scaling | null {
  if (!isScaled(kind, data.features.kind)) return null
  return fitColumns(data, name, kind === 'unit' ? unitOf : standardOf)
}

/** Whether features of this kind are changed by the scaling. */
export function isScaled(kind: ScalingKind, features: Features['kind']): boolean {
  switch (kind) {
    case 'none':
      return false
    case 'unit':
      return features === 'real'
    case 'standard':
      return true
  }
}

/** The data set with features that are scaled wherever they are gathered; the numbers themselves stay as they are. */
export function withScaling(data: Dataset, scaling: Scaling | null): Dataset {
  return scaling === null ? data : { ...data, features: { ...data.features, scaling } }
}

interface Column {
  min: number
  max: number
  mean: number
  /** Mean square of the distance from the mean. */
  variance: number
}

function unitOf({ min, max }: Column): [shift: number, factor: number] {
  return [min, 1 / (max - min)]
}

function standardOf({ mean, variance }: Column): [shift: number, factor: number] {
  return [mean, 1 / Math.sqrt(variance)]
}

function fitColumns(data: Dataset, name: string, fit: (column: Column) => [number, number]): Scaling {
  const scaling: Scaling = { shift: new Float64Array(data.inputs), factor: new Float64Array(data.inputs) }
  for (const [j, column] of describeColumns(data).entries()) {
    const [shift, factor] = fit(column)
    // Equal values are found as such: rounding may leave them a tiny deviation.
    if (column.min === column.max) {
      if (data.features.kind === 'real')
        throw new DataError(
          name,
          `feature ${j}`,
          `all ${data.samples} values are ${column.min}, which cannot be scaled: leave the feature out or set the scaling to none`,
        )
      continue
    }
    if (!Number.isFinite(shift) || !Number.isFinite(factor) || factor === 0)
      throw new DataError(name, `feature ${j}`, `its values from ${column.min} to ${column.max} are too close together or too far apart to be scaled`)
    scaling.shift[j] = shift
    scaling.factor[j] = factor
  }
  return scaling
}

/** Two passes over the samples, so that nothing cancels: the means, then the squares around them. */
function describeColumns(data: Dataset): Column[] {
  const { samples, inputs } = data
  const min = new Float64Array(inputs).fill(Infinity)
  const max = new Float64Array(inputs).fill(-Infinity)
  const mean = new Float64Array(inputs)
  const variance = new Float64Array(inputs)
  const row = new Float64Array(inputs)
  for (let sample = 0; sample < samples; sample++) {
    readRow(data, sample, row)
    for (let j = 0; j < inputs; j++) {
      const x = row[j]!
      if (x < min[j]!) min[j] = x
      if (x > max[j]!) max[j] = x
      mean[j]! += x
    }
  }
  for (let j = 0; j < inputs; j++) mean[j]! /= samples
  for (let sample = 0; sample < samples; sample++) {
    readRow(data, sample, row)
    for (let j = 0; j < inputs; j++) {
      const distance = row[j]! - mean[j]!
      variance[j]! += distance * distance
    }
  }
  return Array.from(min, (least, j) => ({ min: least, max: max[j]!, mean: mean[j]!, variance: variance[j]! / samples }))
}

/** The features of a sample before scaling. */
function readRow({ inputs, features }: Dataset, sample: number, row: Float64Array): void {
  const from = rowOf(features, sample) * inputs
  switch (features.kind) {
    case 'real':
      for (let j = 0; j < inputs; j++) row[j] = features.values[from + j]!
      break
    case 'bytes':
      for (let j = 0; j < inputs; j++) row[j] = shadeOf[features.values[from + j]!]!
      break
  }
}

/** Where a sample lies in the values. */
export function rowOf(features: Features, sample: number): number {
  return features.rows === undefined ? sample : features.rows[sample]!
}

/** What each byte stands for: byte / 255. */
export const shadeOf: Readonly<Float64Array> = Float64Array.from({ length: 256 }, (_, byte) => byte / 255)
/** The same, rounded to float32. */
export const roundedShadeOf: Readonly<Float32Array> = Float32Array.from(shadeOf)
