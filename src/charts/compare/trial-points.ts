/** Recorded epochs of a trial -> points of a measure, by epoch, by step or by seconds of training. */
import { dataShape } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'
import { partSizes } from '../../engine/config/validation'
import type { Part } from '../measured'
import type { PointColumns } from '../series'
import { columnsOf, valuesOf, type CompareMeasure } from './measures'
import type { XAxis } from './state'
import type { TrialCurves } from './trial-curves'

export interface Trial {
  curves: TrialCurves
  /** Updates of the weights in an epoch, where x is by steps. */
  steps: number
}

/** Updates of the weights in an epoch: batches, and of accumulated ones each group of them. */
export function stepsPerEpoch(config: TrialConfig): number {
  const { training } = partSizes(dataShape(config.data), config.validation)
  const size = config.batchSize === 'full' ? training : Math.min(config.batchSize, training)
  const batches = config.dropLastBatch ? Math.max(1, Math.floor(training / size)) : Math.ceil(training / size)
  return Math.ceil(batches / config.accumulationSteps)
}

/**
 * The points of one trial, in order of x. An epoch that was not evaluated has no point, so that the curve goes on to the next that was; an
 * epoch that is missing between recorded ones, or whose value is infinite, is a gap.
 */
export function trialPoints({ curves, steps }: Trial, measure: CompareMeasure, part: Part, x: XAxis): PointColumns {
  const sketch = sketchOf(curves, measure, part)
  if (sketch) return sketchPoints(sketch, steps, x)
  const values = valuesOf(curves, measure, part)
  const places = x === 'seconds' ? secondsAfter(curves) : x === 'step' ? inSteps(curves.epochs, steps) : curves.epochs
  // Most trials are whole: their columns are the points.
  if (isWhole(curves.epochs, values)) return { x: places, y: values }
  const perEpoch = x === 'step' ? steps : 1
  const points: { x: number[]; y: number[] } = { x: [], y: [] }
  const add = (at: number, value: number) => {
    points.x.push(at)
    points.y.push(value)
  }
  for (let i = 0; i < values.length; i++) {
    const [place, value, previous] = [places[i]!, values[i]!, curves.epochs[i - 1]]
    if (previous !== undefined && curves.epochs[i]! > previous + 1) add(x === 'seconds' ? place : (previous + 1) * perEpoch, Number.NaN)
    if (!Number.isNaN(value)) add(place, Number.isFinite(value) ? value : Number.NaN)
  }
  return { x: Float64Array.from(points.x), y: Float64Array.from(points.y) }
}

/** What stands for the recorded values of a measure until they have come, if anything does. */
export function sketchOf({ columns, sketches }: TrialCurves, measure: CompareMeasure, part: Part): PointColumns | null {
  const [column, ...others] = columnsOf(measure, part)
  if (!sketches || column === undefined || others.length > 0 || columns[column] !== undefined) return null
  const sketch = sketches[column]
  return sketch ? { x: sketch.epochs, y: sketch.values } : null
}

/** Seconds are sums over all epochs: a sketch has none. */
function sketchPoints({ x: epochs, y }: PointColumns, steps: number, x: XAxis): PointColumns {
  if (x === 'seconds') return { x: new Float64Array(0), y: new Float64Array(0) }
  return { x: x === 'step' ? inSteps(epochs, steps) : epochs, y }
}

/** Whether each epoch from the first to the last has a finite value. */
function isWhole(epochs: Float64Array, values: Float64Array): boolean {
  const [first, last] = [epochs[0], epochs.at(-1)]
  if (first === undefined || last === undefined || last - first + 1 !== epochs.length) return false
  // A loop, because a call a value is the longest part of a chart of a million.
  for (const value of values) if (!Number.isFinite(value)) return false
  return true
}

function inSteps(epochs: Float64Array, steps: number): Float64Array {
  return epochs.map((epoch) => epoch * steps)
}

/** Seconds of training after each recorded epoch. */
function secondsAfter({ epochs, columns: { seconds } }: TrialCurves): Float64Array {
  let total = 0
  return epochs.map((_epoch, i) => (total += seconds?.[i] ?? 0))
}

/** Seconds of training after each epoch, by epoch; null where it is not recorded. */
export function secondsByEpoch(curves: TrialCurves): (number | null)[] {
  const total: (number | null)[] = []
  for (const [i, seconds] of secondsAfter(curves).entries()) {
    const epoch = curves.epochs[i]!
    while (total.length < epoch) total.push(null)
    total[epoch] = seconds
  }
  return total
}
