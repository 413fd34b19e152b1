/** Which curves the room draws: training and validation of one setting, or one band a setting of a sweep; and the chosen trial. */
import type { CurveColumn } from '../../../api/curves'
import { groupCurves } from '../../../charts/compare/group-curves'
import { valuesOf } from '../../../charts/compare/measures'
import { noCurves, type TrialCurves } from '../../../charts/compare/trial-curves'
import { trialPoints, type Trial } from '../../../charts/compare/trial-points'
import type { Measure, Part } from '../../../charts/measured'
import { lineFromColumns, type CurveSeries } from '../../../charts/series'
import type { SettingGroup, TrialName } from './settingGroups'

export interface CurveWishes {
  groups: readonly SettingGroup[]
  /** What is recorded, by run. */
  recorded: ReadonlyMap<number, TrialCurves>
  chosen: TrialName | null
  measure: Measure
  /** Which samples a sweep is compared on. */
  part: Part
  words: { train: string; validation: string; seed(seed: number): string }
}

/** What is fetched. */
export const drawnColumns: readonly CurveColumn[] = ['trainLoss', 'trainAccuracy', 'validationLoss', 'validationAccuracy']

/** Slots of the two curves of one setting, and of the trial that is followed. */
const trainSlot = 1
const validationSlot = 2
const chosenSlot = 4

const summary = { x: 'epoch', centre: 'iqm', span: 'quartiles', showTrials: false, smoothing: { kind: 'none' } } as const

export function runCurves({ groups, recorded, chosen, measure, part, words }: CurveWishes): CurveSeries[] {
  const curvesOf = (group: SettingGroup, label: string, slot: number, of: Part) =>
    groupCurves({ label, slot, trials: group.trials.map(({ id }) => trialOf(recorded, id)), measure, part: of, secondary: false, state: summary })
  if (groups.length > 1) return groups.flatMap((group) => curvesOf(group, group.setting, group.colour, part))
  const [group] = groups
  if (!group) return []
  const curves = [...curvesOf(group, words.train, trainSlot, 'train'), ...curvesOf(group, words.validation, validationSlot, 'validation')]
  return group.trials.length > 1 ? [...curves, ...followed(chosen, recorded, measure, words.seed)] : curves
}

function trialOf(recorded: CurveWishes['recorded'], run: number): Trial {
  return { curves: recorded.get(run) ?? noCurves, steps: 1 }
}

function followed(chosen: TrialName | null, recorded: CurveWishes['recorded'], measure: Measure, label: (seed: number) => string): CurveSeries[] {
  if (!chosen) return []
  const trial = trialOf(recorded, chosen.id)
  if (trial.curves.epochs.length === 0) return []
  const points = trialPoints(trial, measure, hasValue(trial.curves, 'validation', measure) ? 'validation' : 'train', 'epoch')
  return [lineFromColumns({ kind: 'line', label: label(chosen.seed), slot: chosenSlot, emphasis: 'secondary' }, points)]
}

/** Whether any trial has this measure, on these samples. */
export function isRecorded(recorded: CurveWishes['recorded'], part: Part, measure: Measure): boolean {
  return [...recorded.values()].some((curves) => hasValue(curves, part, measure))
}

function hasValue(curves: TrialCurves, part: Part, measure: Measure): boolean {
  return valuesOf(curves, measure, part).some((value) => Number.isFinite(value))
}
