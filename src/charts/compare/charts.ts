/** A comparison and its recorded epochs -> the charts that are drawn, on screen and in a file. */
import type { CurveColumn } from '../../api/curves'
import type { RunRow } from '../../api/records'
import type { Measure, Part } from '../measured'
import { seriesColumns, type CurveSeries } from '../series'
import type { ComparedGroup } from './groups'
import { groupCurves } from './group-curves'
import { columnsOf, hasParts, takesLog, valuesOf, type CompareMeasure } from './measures'
import { wholeRange, yRange } from './ranges'
import type { ComparisonState } from './state'
import type { TrialCurves } from './trial-curves'
import { stepsPerEpoch } from './trial-points'
import { measureTitle, xTitles } from './words'

/** What is recorded of a run, nothing while it is loading. */
export type CurvesOf = (run: number) => TrialCurves

export interface CompareChart {
  /** Unique among the charts of a comparison: the measure and, of small multiples, the group. */
  id: string
  measure: CompareMeasure
  /** The group of a small multiple; null where all are laid over each other. */
  facet: { key: string; label: string } | null
  xTitle: string
  yTitle: string
  series: readonly CurveSeries[]
  logX: boolean
  logY: boolean
  /** x values are whole numbers. */
  wholeX: boolean
  xMin?: number
  xMax?: number
  yMin?: number
  yMax?: number
  yStep?: number
}

export interface ComparedData {
  /** In the order chosen. */
  groups: readonly ComparedGroup[]
  curvesOf: CurvesOf
}

/** Those that are not hidden or, where one is isolated, that one. */
export function shownGroups(groups: readonly ComparedGroup[], { hidden, isolated }: Pick<ComparisonState, 'hidden' | 'isolated'>): ComparedGroup[] {
  const alone = groups.find(({ key }) => key === isolated)
  if (alone) return [alone]
  const out = new Set(hidden)
  return groups.filter(({ key }) => !out.has(key))
}

/** Validation where every run has it, unless something else was chosen. */
export function chosenPart(part: ComparisonState['part'], groups: readonly ComparedGroup[]): Part | 'both' {
  if (part !== 'auto') return part
  const runs = groups.flatMap((group) => group.runs)
  return runs.length > 0 && runs.every((run) => hasRecorded(run, 'validation', 'loss')) ? 'validation' : 'train'
}

/** Loss and, where any run has it, accuracy, unless others were chosen. */
export function chosenMeasures(chosen: readonly CompareMeasure[], groups: readonly ComparedGroup[]): CompareMeasure[] {
  if (chosen.length > 0) return [...chosen]
  const has = groups.some(({ runs }) => runs.some((run) => hasRecorded(run, 'train', 'accuracy') || hasRecorded(run, 'validation', 'accuracy')))
  return has ? ['loss', 'accuracy'] : ['loss']
}

/** Whether any epoch has a value: the best epoch has all that any has, as one without validation is never better than one with it. */
function hasRecorded({ best }: RunRow, part: Part, measure: Measure): boolean {
  return (best?.[part][measure] ?? null) !== null
}

/** What must be fetched to draw the choices. */
export function neededColumns(
  { part: choice, measures, x }: Pick<ComparisonState, 'part' | 'measures' | 'x'>,
  groups: readonly ComparedGroup[],
): CurveColumn[] {
  const part = chosenPart(choice, groups)
  const parts: readonly Part[] = part === 'both' ? ['train', 'validation'] : [part]
  const drawn = chosenMeasures(measures, groups).flatMap((measure) => parts.flatMap((one) => columnsOf(measure, one)))
  return [...new Set([...drawn, ...(x === 'seconds' ? (['seconds'] as const) : [])])]
}

/** The choices that decide the curves themselves; all others place them. */
export type CurveChoices = Pick<ComparisonState, 'part' | 'measures' | 'x' | 'centre' | 'span' | 'showTrials' | 'smoothing' | 'hidden' | 'isolated'>

export function curveChoices({ part, measures, x, centre, span, showTrials, smoothing, hidden, isolated }: ComparisonState): CurveChoices {
  return { part, measures, x, centre, span, showTrials, smoothing, hidden, isolated }
}

/** The curves of one measure. */
export interface MeasureCurves {
  measure: CompareMeasure
  part: Part | 'both'
  groups: readonly { group: ComparedGroup; series: readonly CurveSeries[] }[]
  /** Those of all groups. */
  all: readonly CurveSeries[]
}

/** What takes long with many runs: it is done anew only when the data or one of these choices changes. */
export function deriveCurves(choices: CurveChoices, data: ComparedData): MeasureCurves[] {
  const part = chosenPart(choices.part, data.groups)
  const shown = shownGroups(data.groups, choices)
  return chosenMeasures(choices.measures, data.groups).map((measure) => {
    const groups = shown.map((group) => ({ group, series: groupSeries(group, measure, part, choices, data.curvesOf) }))
    return { measure, part, groups, all: groups.flatMap(({ series }) => series) }
  })
}

/** One chart a measure, or one a measure and group side by side. */
export function placeCurves(state: ComparisonState, curves: readonly MeasureCurves[]): CompareChart[] {
  return curves.flatMap((one) => (state.layout === 'overlay' ? [overlay(one, state)] : multiples(one, state)))
}

export function compareCharts(state: ComparisonState, data: ComparedData): CompareChart[] {
  return placeCurves(state, deriveCurves(state, data))
}

function groupSeries(group: ComparedGroup, measure: CompareMeasure, part: Part | 'both', state: CurveChoices, curvesOf: CurvesOf): CurveSeries[] {
  const trials = group.runs.map(({ id, config }) => ({ curves: curvesOf(id), steps: state.x === 'step' ? stepsPerEpoch(config) : 1 }))
  const draw = (of: Part, secondary: boolean, label: string) =>
    groupCurves({ label, slot: group.colour, trials, measure, part: of, secondary, state: secondary ? { ...state, showTrials: false } : state })
  if (!hasParts(measure)) return draw('train', false, group.label)
  if (part !== 'both') return draw(part, false, group.label)
  const validation = draw('validation', false, group.label)
  // Without validation data the training curve is all there is.
  if (validation.length === 0) return draw('train', false, group.label)
  return [...draw('train', true, `${group.label}, training`), ...validation]
}

function base(measure: CompareMeasure, part: Part | 'both', state: ComparisonState): Omit<CompareChart, 'id' | 'facet' | 'series'> {
  return {
    measure,
    xTitle: xTitles[state.x],
    yTitle: measureTitle(measure, part),
    logX: state.logX,
    logY: state.logY && takesLog(measure),
    wholeX: state.x !== 'seconds',
    ...(state.zoom ? { xMin: state.zoom.from, xMax: state.zoom.to } : {}),
  }
}

function overlay({ measure, part, all: series }: MeasureCurves, state: ComparisonState): CompareChart {
  const chart = base(measure, part, state)
  return { ...chart, ...(yRange(series, { clip: state.clip, logY: chart.logY, zoom: state.zoom }) ?? {}), id: measure, facet: null, series }
}

function multiples({ measure, part, groups, all }: MeasureCurves, state: ComparisonState): CompareChart[] {
  const chart = base(measure, part, state)
  const shared = state.sharedAxes ? sharedRanges(all, chart.logY, state) : null
  return groups.map(({ group, series }) => ({
    ...chart,
    ...(shared ?? yRange(series, { clip: state.clip, logY: chart.logY, zoom: state.zoom }) ?? {}),
    id: `${measure} ${group.key}`,
    facet: { key: group.key, label: group.label },
    series,
  }))
}

/** What an overlay of all would have. */
function sharedRanges(all: readonly CurveSeries[], logY: boolean, { clip, zoom }: ComparisonState): Partial<CompareChart> {
  const y = yRange(all, { clip, logY, zoom }) ?? wholeRange(all, { logY, zoom })
  const last = all.reduce((most, one) => Math.max(most, seriesColumns(one).x.at(-1) ?? 0), 0)
  return { ...(y ?? {}), ...(zoom === null && last > 0 ? { xMax: last } : {}) }
}

export interface MissingMeasure {
  measure: CompareMeasure
  part: Part | 'both'
  /** Groups without a single value, of those that have recorded anything. */
  labels: string[]
  /** Whether no group has any. */
  all: boolean
}

/** Which of the chosen measures some of the groups do not have: comparing unlike runs says what is missing. */
export function missingMeasures(state: Pick<ComparisonState, 'part' | 'measures'>, { groups, curvesOf }: ComparedData): MissingMeasure[] {
  const part = chosenPart(state.part, groups)
  const recorded = groups.filter(({ runs }) => runs.some(({ id }) => curvesOf(id).epochs.length > 0))
  return chosenMeasures(state.measures, groups).flatMap((measure) => {
    const lacking = recorded.filter(({ runs }) => !runs.some(({ id }) => hasValue(curvesOf(id), measure, part)))
    if (lacking.length === 0) return []
    return [{ measure, part, labels: lacking.map(({ label }) => label), all: lacking.length === recorded.length }]
  })
}

function hasValue(curves: TrialCurves, measure: CompareMeasure, part: Part | 'both'): boolean {
  const parts: readonly Part[] = part === 'both' ? ['train', 'validation'] : [part]
  return parts.some((one) => valuesOf(curves, measure, one).some((value) => !Number.isNaN(value)))
}
