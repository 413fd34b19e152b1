/** A range of the y axis that the start of training does not stretch. */
import { lastX, readPoints, type CurveSeries } from './series'

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
  const last = series.reduce((most, one) => Math.max(most, lastX(one) ?? 0), 0)
  const { low, high } = extentOf(series, (x) => x > start * last, logarithmic)
  if (low >= high) return null
  if (logarithmic) return { yMin: low, yMax: high }
  return roundRange(low, high)
}

/** Lowest and highest value at the x in sight, bands included, in one walk: a chart may have a million points. Infinity and -Infinity without any. */
export function extentOf(series: readonly CurveSeries[], inSight: (x: number) => boolean, logarithmic: boolean): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  const take = (value: number | null) => {
    if (value === null || !Number.isFinite(value) || (logarithmic && value <= 0)) return
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (const one of series) {
    const bounds = one.kind === 'band' ? one.points : null
    const { count, x, y } = readPoints(one)
    for (let i = 0; i < count; i++) {
      if (!inSight(x(i))) continue
      take(y(i))
      if (bounds === null) continue
      take(bounds[i]!.low)
      take(bounds[i]!.high)
    }
  }
  return { low, high }
}

/** Both ends at multiples of the smallest step of 1, 2 or 5 times a power of ten that needs no more than five; low < high. */
export function roundRange(low: number, high: number): YRange {
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
