/** The words of compared charts, in English, the same on screen, in a file and in the terminal. */
import type { Centre, Span } from '../../engine/statistics/bands'
import type { Part } from '../measured'
import { hasParts, type CompareMeasure } from './measures'
import type { Smoothing, XAxis } from './state'

const measureNames: Record<CompareMeasure, string> = {
  loss: 'loss',
  accuracy: 'accuracy',
  lossGap: 'Loss gap (validation − training)',
  accuracyGap: 'Accuracy gap (training − validation)',
  learningRate: 'Learning rate',
  seconds: 'Seconds an epoch',
}

/** "Validation loss", "Learning rate"; the samples are named where the measure is taken on some. */
export function measureTitle(measure: CompareMeasure, part: Part | 'both'): string {
  if (!hasParts(measure)) return measureNames[measure]
  const samples = { train: 'Training', validation: 'Validation', both: 'Validation and training' }[part]
  return `${samples} ${measureNames[measure]}`
}

export const xTitles: Record<XAxis, string> = { epoch: 'Epoch', step: 'Step (updates)', seconds: 'Seconds of training' }

const centreNames: Record<Centre, string> = { iqm: 'Interquartile mean', median: 'Median', mean: 'Mean' }
const spanNames: Record<Span, string> = {
  quartiles: 'band Q1 to Q3',
  deviation: 'band mean ± standard deviation',
  range: 'band lowest to highest trial',
  interval: 'band 95 % bootstrap interval of the line',
}

export interface CaptionFacts {
  centre: Centre
  span: Span
  /** Whether any curve has a band, and whether any is of several trials. */
  hasBand: boolean
  hasGroups: boolean
  runs: number
  showTrials: boolean
  smoothing: Smoothing
  clipped: boolean
}

/** What the lines are: a figure stands for itself. */
export function curvesCaption(facts: CaptionFacts): string {
  const { centre, span, hasBand, hasGroups, runs, showTrials, smoothing, clipped } = facts
  const lines = !hasGroups
    ? runs === 1
      ? 'One trial, no interval.'
      : `${runs} single trials, no interval.`
    : hasBand
      ? `${centreNames[centre]} over trials, ${spanNames[span]}${showTrials ? '; thin lines are single trials' : ''}.`
      : `${centreNames[centre]} over trials; thin lines are single trials.`
  return [lines, smoothingWords(smoothing), clipped ? 'Values beyond the axis are cut off.' : ''].filter((part) => part !== '').join(' ')
}

function smoothingWords(smoothing: Smoothing): string {
  switch (smoothing.kind) {
    case 'none':
      return ''
    case 'ema':
      return `Smoothed by an exponential moving average of weight ${smoothing.weight}; the faint line is raw.`
    case 'mean':
      return `Smoothed by a running mean over ${smoothing.window} values; the faint line is raw.`
  }
}
