/** What the curves say at a place of the x axis: the exact values under the pointer, and how far they lie from a baseline. */
import { firstFrom, type CurveSeries } from '../series'

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
    const point = nearestPoint<{ x: number; y: number | null; low?: number | null; high?: number | null }>(one.points, x)
    if (point === null || point.y === null) return []
    return [{ label: one.label, slot: one.slot, x: point.x, y: point.y, low: point.low ?? null, high: point.high ?? null }]
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
  const places = series.flatMap(({ points }) => {
    if (x === null) return (steps > 0 ? points[0]?.x : points.at(-1)?.x) ?? []
    const at = firstFrom(points, x)
    const to = steps > 0 ? at + (points[at]?.x === x ? steps : steps - 1) : at + steps
    return points[Math.max(0, Math.min(points.length - 1, to))]?.x ?? []
  })
  const beyond = x === null ? places : places.filter((place) => (steps > 0 ? place > x : place < x))
  if (beyond.length === 0) return null
  return steps > 0 ? Math.min(...beyond) : Math.max(...beyond)
}

/** Points are in order of x; null beyond both ends. */
function nearestPoint<P extends { x: number }>(points: readonly P[], x: number): P | null {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || x < first.x || x > last.x) return null
  const right = firstFrom(points, x)
  const [after, before] = [points[right], points[right - 1]]
  if (!after) return last
  return before && x - before.x < after.x - x ? before : after
}
