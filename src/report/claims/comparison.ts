/** Two settings of a figure against each other, paired by seed. */
import type { Unit } from '../claims'
import type { Condition } from './condition'
import type { Measurer, Statistic } from './measurer'
import type { Region } from './region'
import { finalAccuracy, pairedRows, type Sample, type TrialNumber } from './sample'
import { iqmDifference, spreadDifference } from './statistics'

export interface Compared {
  /** What of the settings, such as "Final accuracy". */
  name: string
  unit: Unit
  number: TrialNumber
  statistic: Statistic
}

export const accuracies: Compared = { name: 'Final accuracy', unit: 'points', number: finalAccuracy, statistic: iqmDifference }
export const spreads: Compared = { name: 'Spread of final accuracy (Q3 − Q1)', unit: 'points', number: finalAccuracy, statistic: spreadDifference }

/** Asks whether a - b lies in the region. */
export function compare(measurer: Measurer, { name, unit, number, statistic }: Compared, [a, b]: readonly [Sample, Sample], region: Region): Condition {
  const question = { name: `${name}, ${a.needed.words} − ${b.needed.words}`, unit }
  return { measurement: measurer.measure(question, pairedRows([a, b], number), statistic), region, by: 'interval' }
}
