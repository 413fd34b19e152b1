/** Trials of one setting -> one band: interquartile mean and quartiles, epoch by epoch. */
import { summariseCurves } from '../../engine/statistics/curves'
import type { BandPoint, LineSeries } from '../series'

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
