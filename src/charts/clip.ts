/** A range of the y axis that the start of training does not stretch. */
import { seriesColumns, bandBounds, type BandSeries, type CurveSeries } from './series'
import { hasHeight } from './ticks'

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
  const last = series.reduce((most, one) => Math.max(most, seriesColumns(one).x.at(-1) ?? 0), 0)
  const { low, high } = extentOf(series, (x) => x > start * last, logarithmic)
  return fitRange(low, high, logarithmic)
}

/** Null where an axis could not show the range; on a logarithmic axis the values themselves, else round ticks around them. */
export function fitRange(low: number, high: number, logarithmic: boolean): YRange | null {
  if (!hasHeight(low, high)) return null
  return logarithmic ? { yMin: low, yMax: high } : roundRange(low, high)
}

/** Lowest and highest value at the x in sight, bands included, in one walk: a chart may have a million points. Infinity and -Infinity without any. */
export function extentOf(series: readonly CurveSeries[], inSight: (x: number) => boolean, logarithmic: boolean): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  const least = logarithmic ? Number.MIN_VALUE : -Number.MAX_VALUE
  for (const one of series) {
    const { x } = seriesColumns(one)
    for (const values of one.kind === 'band' ? boundsOf(one) : [seriesColumns(one).y]) {
      for (let i = 0; i < values.length; i++) {
        const value = values[i]!
        // NaN, a gap, is in no range.
        if (!(value >= least && value <= Number.MAX_VALUE) || (value >= low && value <= high) || !inSight(x[i]!)) continue
        low = Math.min(low, value)
        high = Math.max(high, value)
      }
    }
  }
  return { low, high }
}

function boundsOf(band: BandSeries): Float64Array[] {
  const { y, low, high } = bandBounds(band)
  return [y, low, high]
}

/** Both ends at multiples of the smallest step of 1, 2 or 5 times a power of ten that needs no more than five; low < high. */
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
