/** Trials of one group -> what is drawn of it: a line, or a band of the reader's choice with its trials under it. */
import { summariseBands, type BandSummary } from '../../engine/statistics/bands'
import { quantileOfSorted, sortAscending } from '../../engine/statistics/quantiles'
import { QUARTILES_FROM } from '../../engine/statistics/curves'
import type { Part } from '../measured'
import { lineFromColumns, type BandPoint, type CurveSeries, type LineSeries, type Point, type PointColumns } from '../series'
import type { CompareMeasure } from './measures'
import { resamplingStream } from '../../report/resampling'
import { isSmoothing, smooth } from './smooth'
import type { ComparisonState } from './state'
import { secondsByEpoch, sketchOf, trialPoints, type Trial } from './trial-points'

export interface GroupCurves {
  label: string
  slot: number
  trials: readonly Trial[]
  measure: CompareMeasure
  part: Part
  /** Drawn thinly beside the main curve. */
  secondary: boolean
  state: Pick<ComparisonState, 'x' | 'centre' | 'span' | 'showTrials' | 'smoothing'>
}

/** A bootstrap interval is computed at so many epochs at most, evenly spread: resampling each of ten thousand would take minutes. */
const mostIntervals = 150
const resamples = 1000

/** Nothing where no trial has a value. The raw curve stays as a hairline under a smoothed one. */
export function groupCurves(group: GroupCurves): CurveSeries[] {
  const { trials, measure, part, state } = group
  const recorded = trials.flatMap((trial) => {
    const points = trialPoints(trial, measure, part, 'epoch')
    return points.y.some((y) => !Number.isNaN(y)) ? [{ trial, points }] : []
  })
  const [only] = recorded
  if (!only) return []
  const isSketched = recorded.some(({ trial }) => sketchOf(trial.curves, measure, part) !== null)
  // A mean over epochs, and a band over trials, take every value.
  if (isSketched) return recorded.length === 1 ? [lineOf(group, trialPoints(only.trial, measure, part, state.x))] : []
  if (recorded.length === 1) return singleCurve(group, state.x === 'epoch' ? only.points : trialPoints(only.trial, measure, part, state.x))
  return bandCurves(group, recorded)
}

function lineOf({ label, slot, secondary }: GroupCurves, points: PointColumns): LineSeries {
  return lineFromColumns({ kind: 'line', label, slot, ...(secondary ? { emphasis: 'secondary' as const } : {}) }, points)
}

function hairline({ label, slot }: GroupCurves, points: PointColumns): LineSeries {
  return lineFromColumns({ kind: 'line', label, slot, emphasis: 'trial' }, points)
}

function columnsOfPoints(points: readonly Point[]): PointColumns {
  return { x: Float64Array.from(points, ({ x }) => x), y: Float64Array.from(points, ({ y }) => y ?? Number.NaN) }
}

function singleCurve(group: GroupCurves, points: PointColumns): CurveSeries[] {
  const { smoothing } = group.state
  if (!isSmoothing(smoothing)) return [lineOf(group, points)]
  const known = Array.from(points.y, (y) => (Number.isNaN(y) ? null : y))
  return [hairline(group, points), lineOf(group, { x: points.x, y: Float64Array.from(smooth(known, smoothing), (y) => y ?? Number.NaN) })]
}

interface RecordedTrial {
  trial: Trial
  /** By epoch. */
  points: PointColumns
}

function bandCurves(group: GroupCurves, recorded: readonly RecordedTrial[]): CurveSeries[] {
  const { state, measure, part } = group
  const raw = bandPoints(recorded, state)
  const hasBand = raw.some(({ low }) => low !== null)
  const placed = placePoints(raw, recorded, state.x)
  const singles =
    state.showTrials || (!hasBand && recorded.length < QUARTILES_FROM)
      ? recorded.map(({ trial, points }) => hairline(group, state.x === 'epoch' ? points : trialPoints(trial, measure, part, state.x)))
      : []
  const smoothed = smoothBand(placed, state.smoothing)
  const faint = isSmoothing(state.smoothing) ? [hairline(group, columnsOfPoints(placed))] : []
  const main: CurveSeries = group.secondary
    ? lineOf(group, columnsOfPoints(smoothed))
    : { kind: 'band', label: group.label, slot: group.slot, points: smoothed, n: recorded.length }
  return [...singles, ...faint, main]
}

/** The summary by epoch; an epoch that no trial has recorded has no point. */
function bandPoints(recorded: readonly RecordedTrial[], { centre, span }: GroupCurves['state']): BandPoint[] {
  const epochs = recorded.reduce((most, { points }) => Math.max(most, (points.x.at(-1) ?? -1) + 1), 0)
  const known = new Uint8Array(epochs)
  const columns = recorded.map(({ points: { x, y } }) => {
    const values = new Float64Array(epochs).fill(Number.NaN)
    for (let i = 0; i < x.length; i++) {
      values[x[i]!] = y[i]!
      known[x[i]!] = 1
    }
    return values
  })
  const bootstrap = (epoch: number) => ({ random: resamplingStream(epoch), resamples })
  if (span !== 'interval' || epochs <= mostIntervals) return toPoints(summariseBands(columns, { centre, span, bootstrap }), known)
  // The line is exact everywhere; between the epochs that have an interval its bounds are straight.
  const line = summariseBands(columns, { centre, span: 'range', bootstrap })
  const places = Array.from({ length: mostIntervals }, (_, i) => Math.round((i * (epochs - 1)) / (mostIntervals - 1)))
  const some = summariseBands(
    columns.map((values) => places.map((place) => values[place] ?? Number.NaN)),
    { centre, span, bootstrap: (index) => bootstrap(places[index]!) },
  )
  return toPoints({ ...line, low: between(places, some.low, epochs), high: between(places, some.high, epochs) }, known)
}

function toPoints({ centre, low, high }: BandSummary, known: Uint8Array): BandPoint[] {
  const points: BandPoint[] = []
  for (const [x, y] of centre.entries()) if (known[x] === 1) points.push({ x, y, low: low[x] ?? null, high: high[x] ?? null })
  return points
}

/** Values at all places from 0 on, on straight lines between those that are given; null beside one that is null. */
function between(places: readonly number[], values: readonly (number | null)[], length: number): (number | null)[] {
  let next = 0
  return Array.from({ length }, (_, at) => {
    while (places[next + 1] !== undefined && places[next + 1]! <= at) next++
    const [left, right] = [values[next] ?? null, values[next + 1] ?? null]
    const [from, to] = [places[next]!, places[next + 1]]
    if (at === from || to === undefined) return left
    return left === null || right === null ? null : left + ((right - left) * (at - from)) / (to - from)
  })
}

/** From epochs to the places on the chosen axis; by seconds, an epoch stands where the median trial had finished it. */
function placePoints(points: readonly BandPoint[], recorded: readonly RecordedTrial[], x: ComparisonState['x']): BandPoint[] {
  if (x === 'epoch') return [...points]
  if (x === 'step') {
    const { steps } = recorded[0]!.trial
    return points.map((point) => ({ ...point, x: point.x * steps }))
  }
  const clocks = recorded.map(({ trial }) => secondsByEpoch(trial.curves))
  let last = 0
  return points.map((point) => {
    const reached = clocks.flatMap((clock) => clock[point.x] ?? [])
    // Trials that end early would turn the median back.
    last = Math.max(last, reached.length === 0 ? last : quantileOfSorted(sortAscending(reached), 0.5))
    return { ...point, x: last }
  })
}

function smoothBand(points: readonly BandPoint[], smoothing: ComparisonState['smoothing']): BandPoint[] {
  if (!isSmoothing(smoothing)) return [...points]
  const column = (pick: (point: BandPoint) => number | null) => smooth(points.map(pick), smoothing)
  const [y, low, high] = [column((point) => point.y), column((point) => point.low), column((point) => point.high)]
  return points.map((point, i) => ({ x: point.x, y: y[i] ?? null, low: low[i] ?? null, high: high[i] ?? null }))
}
