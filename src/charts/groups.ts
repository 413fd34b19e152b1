/** Trials of one setting -> one band: interquartile mean and quartiles, epoch by epoch. */
import { summariseCurves } from '../engine/statistics/curves'
import type { EpochRecord } from '../engine/training/records'
import { runPoints, type Measure, type Part } from './from-records'
import type { BandPoint, CurveSeries, LineSeries } from './series'

export interface GroupOptions {
  label: string
  slot: number
  /** The epochs of each trial. */
  trials: readonly (readonly EpochRecord[])[]
  part: Part
  measure: Measure
  /** Draws the single trials as hairlines under the band. */
  showTrials: boolean
}

/** A single trial is a line; several are a band, with their own lines under it where asked for or where they are too few for quartiles. */
export function groupSeries({ label, slot, trials, part, measure, showTrials }: GroupOptions): CurveSeries[] {
  const recorded = trials.map((epochs) => runPoints(epochs, part, measure)).filter((points) => points.some((point) => point.y !== null))
  const [only] = recorded
  if (!only) return []
  if (recorded.length === 1) return [{ kind: 'line', label, slot, points: only }]
  const points = bandPoints(recorded)
  const hasBand = points.some((point) => point.low !== null)
  const singles = recorded.map((one): LineSeries => ({ kind: 'line', label, slot, points: one, emphasis: 'trial' }))
  return [...(showTrials || !hasBand ? singles : []), { kind: 'band', label, slot, points, n: recorded.length }]
}

/** The summary of lines whose x values are whole, such as epochs. An epoch that no trial has recorded has no point. */
export function bandPoints(lines: readonly LineSeries['points'][]): BandPoint[] {
  const recorded = new Set(lines.flatMap((points) => points.map((point) => point.x)))
  const length = recorded.size === 0 ? 0 : [...recorded].reduce((most, x) => Math.max(most, x)) + 1
  const series = lines.map((points) => {
    const values = Array.from({ length }, (): number | null => null)
    for (const { x, y } of points) values[x] = y
    return values
  })
  const { iqm, q1, q3 } = summariseCurves(series)
  return iqm.flatMap((y, x) => (recorded.has(x) ? [{ x, y, low: q1[x] ?? null, high: q3[x] ?? null }] : []))
}
