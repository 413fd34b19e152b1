/** Recorded epochs of a trial -> points of a measure, by epoch, by step or by seconds of training. */
import { dataShape } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'
import { partSizes } from '../../engine/config/validation'
import type { EpochRecord } from '../../engine/training/records'
import type { Part } from '../from-records'
import type { Point } from '../series'
import { measureOf, type CompareMeasure } from './measures'
import type { XAxis } from './state'

export interface Trial {
  config: TrialConfig
  epochs: readonly EpochRecord[]
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
 * epoch that is missing between recorded ones, or whose value is not finite, is a gap.
 */
export function trialPoints({ config, epochs }: Trial, measure: CompareMeasure, part: Part, x: XAxis): Point[] {
  const steps = x === 'step' ? stepsPerEpoch(config) : 1
  const points: Point[] = []
  let seconds = 0
  let previous: number | null = null
  for (const record of epochs) {
    const { epoch } = record
    seconds += record.seconds
    const place = x === 'seconds' ? seconds : epoch * steps
    if (previous !== null && epoch > previous + 1) points.push({ x: x === 'seconds' ? seconds : (previous + 1) * steps, y: null })
    previous = epoch
    const value = measureOf(record, measure, part)
    if (value !== null) points.push({ x: place, y: Number.isFinite(value) ? value : null })
  }
  return points
}

/** Seconds of training after each epoch, by epoch; null where it is not recorded. */
export function secondsByEpoch(epochs: readonly EpochRecord[]): (number | null)[] {
  const total: (number | null)[] = []
  let seconds = 0
  for (const { epoch, seconds: own } of epochs) {
    seconds += own
    while (total.length < epoch) total.push(null)
    total[epoch] = seconds
  }
  return total
}
