/** What a group measures at an epoch: the value of a run, or the interquartile mean of its trials with their quartiles. */
import type { EpochRecord } from '../../../engine/training/records'
import type { Measure, Part } from '../../../charts/from-records'
import { summariseCurves } from '../../../engine/statistics/curves'

export interface GroupValue {
  value: number
  q1: number | null
  q3: number | null
  /** Trials that have a value. */
  n: number
  epoch: number
}

/**
 * @param trials the epochs of each trial
 * @param epoch the epoch asked for, or null for the last evaluated one of each trial
 */
export function valueAtEpoch(trials: readonly (readonly EpochRecord[])[], part: Part, measure: Measure, epoch: number | null): GroupValue | null {
  const scored = trials.flatMap((epochs) => {
    const record = epoch === null ? epochs.findLast((one) => one[part][measure] !== null) : findEpoch(epochs, epoch)
    const value = record?.[part][measure] ?? null
    return record && value !== null && Number.isFinite(value) ? [{ value, epoch: record.epoch }] : []
  })
  const { iqm, q1, q3 } = summariseCurves(scored.map(({ value }) => [value]))
  const value = iqm[0] ?? null
  if (value === null) return null
  return { value, q1: q1[0] ?? null, q3: q3[0] ?? null, n: scored.length, epoch: Math.max(...scored.map((one) => one.epoch)) }
}

/** Epochs are recorded from 0 on without holes, so that the place is usually the number. */
function findEpoch(epochs: readonly EpochRecord[], epoch: number): EpochRecord | undefined {
  const direct = epochs[epoch]
  return direct?.epoch === epoch ? direct : epochs.find((record) => record.epoch === epoch)
}
