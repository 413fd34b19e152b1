/** What a comparison draws over the epochs: each measure as a number of a recorded epoch. */
import type { EpochRecord } from '../../engine/training/records'
import type { Part } from '../from-records'

export const measures = ['loss', 'accuracy', 'lossGap', 'accuracyGap', 'learningRate', 'seconds'] as const
/**
 * `lossGap` is validation less training, `accuracyGap` training less validation: both grow as a network overfits. `seconds` is the time that
 * training one epoch took.
 */
export type CompareMeasure = (typeof measures)[number]

/** Whether a measure is taken on one set of samples. */
export function hasParts(measure: CompareMeasure): measure is 'loss' | 'accuracy' {
  return measure === 'loss' || measure === 'accuracy'
}

/** Which way is better; null where neither is. */
export function betterOf(measure: CompareMeasure): 'up' | 'down' | null {
  switch (measure) {
    case 'accuracy':
      return 'up'
    case 'loss':
    case 'lossGap':
    case 'accuracyGap':
    case 'seconds':
      return 'down'
    case 'learningRate':
      return null
  }
}

/** Whether a logarithmic axis can show it: a gap may lie below zero, and accuracies end within a factor of two. */
export function takesLog(measure: CompareMeasure): boolean {
  return measure === 'loss' || measure === 'learningRate' || measure === 'seconds'
}

/** Whether values are shares of 0 to 1, whose differences are told in points of a hundred. */
export function isShare(measure: CompareMeasure): boolean {
  return measure === 'accuracy' || measure === 'accuracyGap'
}

/** Null where the epoch has no such value or was not evaluated; NaN and infinity stay, as a diverged trial leaves them. */
export function measureOf(record: EpochRecord, measure: CompareMeasure, part: Part): number | null {
  const { train, validation } = record
  switch (measure) {
    case 'loss':
    case 'accuracy':
      return record[part][measure]
    case 'lossGap':
      return less(validation.loss, train.loss)
    case 'accuracyGap':
      return less(train.accuracy, validation.accuracy)
    case 'learningRate':
      return record.learningRate
    // Row 0 is an evaluation: nothing was trained.
    case 'seconds':
      return record.epoch === 0 ? null : record.seconds
  }
}

function less(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one - other
}
