/** What the curves say at a place of the x axis: the exact values under the pointer, and how far they lie from a baseline. */
import { firstX, lastX, placeFrom, readPoints, type CurveSeries, type PointReader } from '../series'

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
    const points = readPoints(one)
    const place = nearestPlace(points, x)
    const y = place === null ? null : points.y(place)
    if (place === null || y === null) return []
    const { low, high } = (one.kind === 'band' ? one.points[place] : undefined) ?? { low: null, high: null }
    return [{ label: one.label, slot: one.slot, x: points.x(place), y, low, high }]
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
    if (x === null) return (steps > 0 ? firstX(one) : lastX(one)) ?? []
    const points = readPoints(one)
    if (points.count === 0) return []
    const at = placeFrom(points, x)
    const isThere = at < points.count && points.x(at) === x
    const to = steps > 0 ? at + (isThere ? steps : steps - 1) : at + steps
    return points.x(Math.max(0, Math.min(points.count - 1, to)))
  })
  const beyond = x === null ? places : places.filter((place) => (steps > 0 ? place > x : place < x))
  if (beyond.length === 0) return null
  return steps > 0 ? Math.min(...beyond) : Math.max(...beyond)
}

/** Null beyond both ends. */
function nearestPlace(points: PointReader, x: number): number | null {
  const { count, x: xAt } = points
  if (count === 0 || x < xAt(0) || x > xAt(count - 1)) return null
  const right = placeFrom(points, x)
  return right > 0 && x - xAt(right - 1) < xAt(right) - x ? right - 1 : right
}
