/** Which curves the room draws: training and validation of one setting, or one band a setting of a sweep; and the chosen trial. */
import { hasMeasure, type Measure, type Part, runPoints } from '../../../charts/from-records'
import { groupSeries } from '../../../charts/groups'
import type { CurveSeries } from '../../../charts/series'
import type { EpochRecord } from '../../../engine/training/records'
import type { SettingGroup, TrialName } from './settingGroups'

export interface CurveWishes {
  groups: readonly SettingGroup[]
  series: ReadonlyMap<number, readonly EpochRecord[]>
  chosen: TrialName | null
  measure: Measure
  /** Which samples a sweep is compared on. */
  part: Part
  words: { train: string; validation: string; seed(seed: number): string }
}

/** Slots of the two curves of one setting, and of the trial that is followed. */
const trainSlot = 1
const validationSlot = 2
const chosenSlot = 4

export function runCurves({ groups, series, chosen, measure, part, words }: CurveWishes): CurveSeries[] {
  const trialsOf = (group: SettingGroup) => group.trials.map(({ id }) => series.get(id) ?? [])
  if (groups.length > 1) {
    return groups.flatMap((group) => groupSeries({ label: group.setting, slot: group.colour, trials: trialsOf(group), part, measure, showTrials: false }))
  }
  const [group] = groups
  if (!group) return []
  const trials = trialsOf(group)
  const curves = [
    ...groupSeries({ label: words.train, slot: trainSlot, trials, part: 'train', measure, showTrials: false }),
    ...groupSeries({ label: words.validation, slot: validationSlot, trials, part: 'validation', measure, showTrials: false }),
  ]
  return group.trials.length > 1 ? [...curves, ...followed(chosen, series, measure, words.seed)] : curves
}

function followed(chosen: TrialName | null, series: CurveWishes['series'], measure: Measure, label: (seed: number) => string): CurveSeries[] {
  const epochs = chosen ? (series.get(chosen.id) ?? []) : []
  if (!chosen || epochs.length === 0) return []
  const part = hasMeasure(epochs, 'validation', measure) ? 'validation' : 'train'
  return [{ kind: 'line', label: label(chosen.seed), slot: chosenSlot, points: runPoints(epochs, part, measure), emphasis: 'secondary' }]
}

/** Whether any trial has this measure, on these samples. */
export function isRecorded(series: ReadonlyMap<number, readonly EpochRecord[]>, part: Part, measure: Measure): boolean {
  return [...series.values()].some((epochs) => hasMeasure(epochs, part, measure))
}
