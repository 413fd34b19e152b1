/** The axis of a loss: logarithmic, because it falls by orders of magnitude, and from a round number to a round number. */
import type { CurveSeries } from '../series'
import { logTicks } from '../ticks'

/** Linear where a loss reached zero, which no logarithm has. */
export function lossAxis(series: readonly CurveSeries[]): { logY: boolean; yTicks?: number[] } {
  const values = series.flatMap(valuesOf).filter((value) => Number.isFinite(value))
  const low = values.reduce((a, b) => Math.min(a, b), Infinity)
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity)
  return values.length > 0 && low > 0 ? { logY: true, yTicks: logTicks(low, high) } : { logY: false }
}

function valuesOf(series: CurveSeries): number[] {
  if (series.kind === 'line') return series.points.flatMap(({ y }) => (y === null ? [] : [y]))
  return series.points.flatMap(({ y, low, high }) => [y, low, high].filter((value) => value !== null))
}
