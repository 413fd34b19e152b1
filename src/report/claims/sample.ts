/** The trials of a setting that a claim looks at, and their numbers as rows. */
import type { FigureNumber, RecordedFigure, RecordedSetting, RecordedTrial } from '../../api/report'
import { epochsToReach, type Direction } from '../../engine/statistics/epochs-to-reach'
import { leftTrials, valueAt, wholeTrials, type LeftTrials } from '../trials'
import type { Rows } from './measurer'

/** Which setting of which figure; `words` name it in sentences. */
export interface Needed {
  figure: FigureNumber
  words: string
  is(config: RecordedSetting['config']): boolean
}

/** A needed setting as far as it is recorded. */
export interface Sample {
  needed: Needed
  /** Of a whole trial; 0 where the figure has no data. */
  epochs: number
  /** Trials that finished. */
  whole: readonly RecordedTrial[]
  left: LeftTrials
}

export function sampleOf(needed: Needed, recorded: RecordedFigure | undefined): Sample {
  const setting = recorded?.settings.find(({ beside, config }) => !beside && needed.is(config))
  const trials = { trials: setting?.trials ?? [] }
  const left = leftTrials([trials])
  return { needed, epochs: recorded?.epochs ?? 0, whole: wholeTrials(trials), left: setting ? left : { ...left, missing: recorded?.seeds.length ?? 0 } }
}

/** A trial ended by itself: there is something to judge. */
export function hasData({ whole, left }: Sample): boolean {
  return whole.length + left.diverged > 0
}

/** A number of a trial; null where it is not recorded. */
export type TrialNumber = (trial: RecordedTrial, epochs: number) => number | null

/** A row for each trial that has all numbers. */
export function rowsOf({ whole, epochs }: Sample, numbers: readonly TrialNumber[]): Rows {
  return whole.flatMap((trial) => completeRow(numbers.map((number) => number(trial, epochs))))
}

/** A row for each seed whose trials of all settings finished, with a number of each. */
export function pairedRows(samples: readonly Sample[], number: TrialNumber): Rows {
  const [first, ...others] = samples.map(({ whole, epochs }) => new Map(whole.map((trial) => [trial.seed, number(trial, epochs)])))
  return [...(first ?? [])].flatMap(([seed, value]) => completeRow([value, ...others.map((numbers) => numbers.get(seed) ?? null)]))
}

function completeRow(numbers: readonly (number | null)[]): number[][] {
  const row = numbers.filter((number) => number !== null)
  return row.length === numbers.length ? [row] : []
}

export const trainLossAt =
  (epoch: number): TrialNumber =>
  ({ trainLoss }) =>
    valueAt(trainLoss, epoch)
export const validationLossAt =
  (epoch: number): TrialNumber =>
  ({ validationLoss }) =>
    valueAt(validationLoss, epoch)
export const validationAccuracyAt =
  (epoch: number): TrialNumber =>
  ({ validationAccuracy }) =>
    valueAt(validationAccuracy, epoch)
export const finalAccuracy: TrialNumber = ({ validationAccuracy }, epochs) => valueAt(validationAccuracy, epochs)
export const secondsPerEpoch: TrialNumber = (trial) => trial.secondsPerEpoch

/** First epoch at half of the loss before training; one more than the last where it never gets there. */
export const epochsToHalfLoss: TrialNumber = ({ trainLoss }, epochs) => {
  const first = valueAt(trainLoss, 0)
  return first === null ? null : reach(trainLoss, { level: first / 2, direction: 'down', epochs })
}

/** First epoch with this validation accuracy; one more than the last where it never gets there. */
export const epochsToAccuracy =
  (level: number): TrialNumber =>
  ({ validationAccuracy }, epochs) =>
    validationAccuracy === null ? null : reach(validationAccuracy, { level, direction: 'up', epochs })

function reach(series: RecordedTrial['trainLoss'], { level, direction, epochs }: { level: number; direction: Direction; epochs: number }): number {
  return epochsToReach(series, level, direction) ?? epochs + 1
}

/** Trials whose number of epochs says that they never get there. */
export function neverThere(samples: readonly Sample[], number: TrialNumber): number {
  return samples.reduce((sum, { whole, epochs }) => sum + whole.filter((trial) => number(trial, epochs) === epochs + 1).length, 0)
}
