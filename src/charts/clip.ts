/** A range of the y axis that the start of training does not stretch. */
import type { CurveSeries } from './series'

/** Share of the x axis whose values do not count, unless said otherwise. */
const startShare = 0.1

export interface YRange {
  yMin: number
  yMax: number
  /** Distance of the ticks on a linear axis. */
  yStep?: number
}

/**
 * The range of all values, bands included, behind the start of the x axis (its first tenth), widened to round ticks; on a logarithmic axis to the
 * values themselves. Null where there is nothing to fit, or only one value.
 */
export function clippedRange(series: readonly CurveSeries[], logarithmic: boolean, start = startShare): YRange | null {
  const last = series.flatMap((one) => one.points.map((point) => point.x)).reduce((most, x) => Math.max(most, x), 0)
  const values = series.flatMap(valuesOf(start * last)).filter((value) => Number.isFinite(value) && (!logarithmic || value > 0))
  if (values.length === 0) return null
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  if (low === high) return null
  if (logarithmic) return { yMin: low, yMax: high }
  return roundRange(low, high)
}

function valuesOf(from: number): (series: CurveSeries) => number[] {
  return (series) => {
    if (series.kind === 'line') return series.points.flatMap(({ x, y }) => (x > from && y !== null ? [y] : []))
    return series.points.flatMap(({ x, y, low, high }) => (x > from ? [y, low, high].filter((value) => value !== null) : []))
  }
}

/** Both ends at multiples of the smallest step of 1, 2 or 5 times a power of ten that needs no more than five. */
function roundRange(low: number, high: number): YRange {
  const power = 10 ** Math.floor(Math.log10((high - low) / 5))
  const candidates = [1, 2, 5, 10, 20].map((factor) => {
    const step = multiple(factor, power)
    return { step, from: Math.floor(low / step), to: Math.ceil(high / step) }
  })
  const { step, from, to } = candidates.find((one) => one.to - one.from <= 5) ?? candidates.at(-1)!
  return { yMin: multiple(from, step), yMax: multiple(to, step), yStep: step }
}

/** k times the step, without the binary fraction that would print as 0.9500000000000001. */
function multiple(k: number, step: number): number {
  return Number((k * step).toPrecision(12))
}
