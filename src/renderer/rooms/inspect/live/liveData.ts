/** What a playground learns from: the data of a trial with two inputs, and of a large table some of its rows. */
import { storedSetOf } from '../../../../engine/config/data'
import type { TrialConfig } from '../../../../engine/config/experiment'
import { createStream, type Dataset, type FileData, prepareTrialData, shuffleInPlace, takeSamples, type TrialData } from '../../../../engine/index'
import { type Plane, planeAround, reachOf, square } from '../../run/learned'

/** Rows of a table that are played with: an epoch of them takes less than the eye notices. */
export const mostRows = { training: 2000, validation: 500 } as const

export interface LiveData extends TrialData {
  /** What the picture shows; samples stay within. */
  plane: Plane
  /** What a deviation of 1 is, along each axis: 1 for data that are drawn, the deviation of its own column for a table. */
  noiseUnit: readonly [number, number]
  /** How many samples each part has in all, where these are some of them; null where they are all. */
  of: { training: number; validation: number } | null
}

/**
 * The parts of the trial, split and scaled as it splits and scales them. Of a table with more than `mostRows` rows are drawn from its seed.
 * @param files given for a table
 * @throws DataError as `prepareTrialData` does
 */
export function liveData(trial: { config: TrialConfig; seed: number }, files: FileData | null): LiveData {
  const { config, seed } = trial
  const whole = prepareTrialData(config, seed, files)
  const isTable = storedSetOf(config.data) !== null
  const most = isTable ? mostRows : { training: Infinity, validation: Infinity }
  const training = someRows(whole.training, most.training, seed, 1)
  const validation = whole.validation && someRows(whole.validation, most.validation, seed, 2)
  const points = [...pointsOf(training), ...(validation ? pointsOf(validation) : [])]
  const [all, some] = [whole, { training, validation }].map((parts) => ({ training: parts.training.samples, validation: parts.validation?.samples ?? 0 }))
  return {
    training,
    validation,
    plane: isTable ? planeAround(points) : square(reachOf(points)),
    noiseUnit: isTable ? [deviationOf(points.map(({ x }) => x)), deviationOf(points.map(({ y }) => y))] : [1, 1],
    of: all!.training > some!.training || all!.validation > some!.validation ? all! : null,
  }
}

/**
 * A part of two inputs in memory of its own, with as many rows as are wanted, each choice equally likely, in the order of the data.
 * @param index which stream of the seed's splits chooses; 0 is the trial's own
 */
function someRows(data: Dataset, most: number, seed: number, index: number): Dataset {
  const order = Uint32Array.from({ length: data.samples }, (_, i) => i)
  if (data.samples > most) shuffleInPlace(order, createStream(seed, 'split', index))
  const rows = order.slice(0, Math.min(data.samples, most)).sort()
  const part = takeSamples(data, rows)
  const { features } = part
  const rowOf = (sample: number) => features.rows?.[sample] ?? sample
  const values = Float64Array.from({ length: 2 * rows.length }, (_, i) => features.values[2 * rowOf(Math.floor(i / 2)) + (i % 2)]!)
  return { ...part, features: { kind: 'real', values, ...(features.scaling && { scaling: features.scaling }) } }
}

function pointsOf({ samples, features }: Dataset): { x: number; y: number; label: number }[] {
  return Array.from({ length: samples }, (_, i) => ({ x: features.values[2 * i]!, y: features.values[2 * i + 1]!, label: 0 }))
}

/** Of the population; 1 where all values are the same. */
function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return square > 0 ? Math.sqrt(square) : 1
}
