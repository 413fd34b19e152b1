/** Which recorded trials are drawn, as curves and as final values, and what is said of those that are not. */
import type { RecordedFigure, RecordedSetting, RecordedTrial, Series } from '../../api/report'
import { QUARTILES_FROM } from '../../engine/statistics/curves'
import { quartiles, sortAscending } from '../../engine/statistics/quantiles'
import type { CurveSeries, LineSeries, Point } from '../series'
import { bandPoints } from './band-points'
import type { BoxGroup, BoxQuartiles } from './spec'

/** A series that every trial of a figure may have. */
export type Measure = 'trainLoss' | 'trainAccuracy' | 'validationLoss' | 'validationAccuracy'

/** Trials that ended by themselves: one that diverged counts as far as it came. */
export function endedTrials(setting: RecordedSetting): readonly RecordedTrial[] {
  return setting.trials.filter(({ status }) => status === 'done' || status === 'diverged')
}

export interface SettingCurve {
  label: string
  slot: number
  measure: Measure
}

/** The setting's trials as a band or, where they are too few for quartiles, as their mean over single lines. */
export function settingSeries(setting: RecordedSetting, { label, slot, measure }: SettingCurve): CurveSeries[] {
  const lines = endedTrials(setting).flatMap((trial) => linesOf(trial[measure]))
  if (lines.length === 0) return []
  const points = bandPoints(lines)
  const singles = lines.map((line): LineSeries => ({ kind: 'line', label, slot, points: line, emphasis: 'trial' }))
  return [...(lines.length < QUARTILES_FROM ? singles : []), { kind: 'band', label, slot, points, n: lines.length }]
}

/** One line, or none for a series without any value. A null within it is a gap. */
function linesOf(series: Series | null): Point[][] {
  if (series === null || series.every((value) => value === null)) return []
  return [series.map((y, x) => ({ x, y }))]
}

export interface SettingBox {
  label: string
  slot: number
  measure: Measure
  /** Whose value is the final one. */
  epochs: number
}

/** The final values of the trials with all epochs. */
export function settingBox(setting: RecordedSetting, { label, slot, measure, epochs }: SettingBox): BoxGroup {
  const values = setting.trials.flatMap(({ seed, status, [measure]: series }) => {
    const value = status === 'done' ? (series?.[epochs] ?? null) : null
    return value === null ? [] : [{ seed, value }]
  })
  const diverged = setting.trials.filter(({ status }) => status === 'diverged').length
  return {
    label,
    slot,
    beside: setting.beside,
    values,
    quartiles: values.length < QUARTILES_FROM ? null : boxOf(values.map(({ value }) => value)),
    diverged,
    missing: setting.trials.length - diverged - values.length,
  }
}

/** How far a whisker reaches beyond the box, in interquartile ranges. */
const reach = 1.5

/** Box and whiskers of at least one value. */
export function boxOf(values: readonly number[]): BoxQuartiles {
  const { q1, median, q3 } = quartiles(values)
  const within = sortAscending(values).filter((value) => value >= q1 - reach * (q3 - q1) && value <= q3 + reach * (q3 - q1))
  return { q1, median, q3, low: Math.min(q1, within[0] ?? q1), high: Math.max(q3, within.at(-1) ?? q3) }
}

/** Why bands or trials are missing in the curves: too few for quartiles, diverged, not recorded. Empty where all is there. */
export function trialNotes(recorded: RecordedFigure): string {
  const groups = recorded.settings.map((setting) => ({
    n: setting.trials.filter(({ status }) => status === 'done').length,
    diverged: setting.trials.filter(({ status }) => status === 'diverged').length,
    trials: setting.trials.length,
  }))
  const diverged = sum(groups.map((group) => group.diverged))
  const missing = sum(groups.map((group) => group.trials - group.n - group.diverged))
  const few = groups.some(({ n }) => n > 0 && n < QUARTILES_FROM)
  return [
    few ? `No quartiles of fewer than ${QUARTILES_FROM} trials: thin lines are single trials.` : '',
    diverged > 0 ? `${count(diverged, 'trial')} diverged and ${diverged === 1 ? 'counts' : 'count'} as far as ${diverged === 1 ? 'it' : 'they'} came.` : '',
    missing > 0 ? `${missing} of ${count(sum(groups.map(({ trials }) => trials)), 'trial')} not recorded yet.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** "1 trial", "15 trials". */
export function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}
