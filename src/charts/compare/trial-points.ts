/** Recorded epochs of a trial -> points of a measure, by epoch, by step or by seconds of training. */
import { dataShape } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'
import { partSizes } from '../../engine/config/validation'
import type { Part } from '../from-records'
import type { Point } from '../series'
import { valuesOf, type CompareMeasure } from './measures'
import type { XAxis } from './state'
import type { TrialCurves } from './trial-curves'

export interface Trial {
  config: TrialConfig
  curves: TrialCurves
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
export function trialPoints({ config, curves }: Trial, measure: CompareMeasure, part: Part, x: XAxis): Point[] {
  const { epochs } = curves
  const steps = x === 'step' ? stepsPerEpoch(config) : 1
  const clock = x === 'seconds' ? secondsAfter(curves) : null
  const values = valuesOf(curves, measure, part)
  const points: Point[] = []
  for (let i = 0; i < epochs.length; i++) {
    const [epoch, value, previous] = [epochs[i]!, values[i]!, epochs[i - 1]]
    if (previous !== undefined && epoch > previous + 1) points.push({ x: clock ? clock[i]! : (previous + 1) * steps, y: null })
    if (!Number.isNaN(value)) points.push({ x: clock ? clock[i]! : epoch * steps, y: Number.isFinite(value) ? value : null })
  }
  return points
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
