/** Draws of a source, taken apart for tests. */
import { dataSchema, type DataConfig } from '../../../../../src/engine/config/data'
import type { Dataset, GroundTruth } from '../../../../../src/engine/data/dataset'
import { generateData } from '../../../../../src/engine/data/generate'

export function config(input: Record<string, unknown>): DataConfig {
  return dataSchema.parse(input)
}

export interface Draw {
  data: Dataset
  truth: GroundTruth
  /** Features, a row a sample. */
  rows: number[][]
  /** Empty in regression. */
  labels: number[]
  /** Targets, a row a sample; empty in classification. */
  targets: number[][]
}

export function draw(input: Record<string, unknown>, seed = 1): Draw {
  const { data, truth } = generateData(config(input), seed)
  const { features, targets } = data
  if (features.kind !== 'real') throw new Error('expected real features')
  return {
    data,
    truth,
    rows: split(features.values, data.inputs),
    labels: targets.kind === 'classes' ? [...targets.labels] : [],
    targets: targets.kind === 'values' ? split(targets.values, targets.outputs) : [],
  }
}

function split(values: Float64Array | Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)])
}

/** A number or the numbers of the truth. */
export function parameter(truth: GroundTruth, name: string): readonly number[] {
  const value = truth.parameters[name]
  if (value === undefined) throw new Error(`the truth has no ${name}`)
  return typeof value === 'number' ? [value] : value
}

/** The share of samples that have the class of the truth. */
export function truthAccuracy({ truth, rows, labels }: Draw): number {
  if (truth.kind !== 'classes') throw new Error('expected classes')
  return rows.filter((row, i) => truth.classOf(row) === labels[i]).length / rows.length
}

/** Samples of each class. */
export function classSizes({ data, labels }: Draw): number[] {
  const classes = data.targets.kind === 'classes' ? data.targets.classes : 0
  return Array.from({ length: classes }, (_, label) => labels.filter((other) => other === label).length)
}

export function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
