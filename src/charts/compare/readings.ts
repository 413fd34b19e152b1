/** What the curves say at a place of the x axis: the exact values under the pointer, and how far they lie from a baseline. */
import { seriesColumns, placeFrom, type CurveSeries } from '../series'

export interface Reading {
  label: string
  slot: number
  /** Where the value was recorded: the place nearest to the pointer. */
  x: number
  y: number
  /** Bounds of the band, null without one. */
  low: number | null
  high: number | null
  /** This value less the baseline's; null for the baseline itself and where it has none there. */
  difference: number | null
}

/** One reading a named curve that has a value there; a curve that has ended says nothing. */
export function readingsAt(series: readonly CurveSeries[], x: number, baseline: string | null): Reading[] {
  const readings = series.flatMap((one): Omit<Reading, 'difference'>[] => {
    if (one.kind === 'line' && one.emphasis === 'trial') return []
    const columns = seriesColumns(one)
    const place = nearestPlace(columns.x, x)
    const y = place === null ? undefined : columns.y[place]
    if (place === null || y === undefined || Number.isNaN(y)) return []
    const { low, high } = (one.kind === 'band' ? one.points[place] : undefined) ?? { low: null, high: null }
    return [{ label: one.label, slot: one.slot, x: columns.x[place]!, y, low, high }]
  })
  const base = readings.find(({ label }) => label === baseline)
  return readings.map((reading) => ({ ...reading, difference: base === undefined || base === reading ? null : reading.y - base.y }))
}

/** The one nearest to y first; highest first where no y is pointed at. On a logarithmic axis, distances are ratios. */
export function nearestFirst(readings: readonly Reading[], y: number | null, logY: boolean): Reading[] {
  const distance = ({ y: value }: Reading) => (y === null ? -value : logY && value > 0 && y > 0 ? Math.abs(Math.log(value / y)) : Math.abs(value - y))
  return [...readings].sort((a, b) => distance(a) - distance(b))
}

/** The next place of any curve to the right or the left; null beyond the last. From nowhere, the first or the last place. */
export function stepFrom(series: readonly CurveSeries[], x: number | null, steps: number): number | null {
  const places = series.flatMap((one) => {
    const places = seriesColumns(one).x
    if (x === null) return places.at(steps > 0 ? 0 : -1) ?? []
    const at = placeFrom(places, x)
    const to = steps > 0 ? at + (places[at] === x ? steps : steps - 1) : at + steps
    return places[Math.max(0, Math.min(places.length - 1, to))] ?? []
  })
  const beyond = x === null ? places : places.filter((place) => (steps > 0 ? place > x : place < x))
  if (beyond.length === 0) return null
  return steps > 0 ? Math.min(...beyond) : Math.max(...beyond)
}

/** Of places in order; null beyond both ends. */
function nearestPlace(places: Float64Array, x: number): number | null {
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined || x < first || x > last) return null
  const right = placeFrom(places, x)
  return right > 0 && x - places[right - 1]! < places[right]! - x ? right - 1 : right
}
