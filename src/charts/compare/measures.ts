/** What a comparison draws over the epochs: each measure as a column of numbers, made of the recorded ones. */
import type { CurveColumn } from '../../api/curves'
import type { Part } from '../measured'
import type { TrialCurves } from './trial-curves'

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

/** The columns that the measure is made of. */
export function columnsOf(measure: CompareMeasure, part: Part): CurveColumn[] {
  switch (measure) {
    case 'loss':
      return [part === 'train' ? 'trainLoss' : 'validationLoss']
    case 'accuracy':
      return [part === 'train' ? 'trainAccuracy' : 'validationAccuracy']
    case 'lossGap':
      return ['validationLoss', 'trainLoss']
    case 'accuracyGap':
      return ['trainAccuracy', 'validationAccuracy']
    case 'learningRate':
    case 'seconds':
      return [measure]
  }
}

/** The measure at each recorded epoch, NaN where one has no such value or was not evaluated; all NaN where its columns are not known. */
export function valuesOf({ epochs, columns }: TrialCurves, measure: CompareMeasure, part: Part): Float64Array {
  const [first, second] = columnsOf(measure, part).map((column) => columns[column] ?? new Float64Array(epochs.length).fill(Number.NaN)) // prettier-ignore
  if (first === undefined) return new Float64Array(0)
  if (second !== undefined) return first.map((value, i) => value - second[i]!)
  // Row 0 is an evaluation: nothing was trained.
  if (measure === 'seconds' && epochs[0] === 0) return first.map((value, i) => (i === 0 ? Number.NaN : value))
  return first
}
