/** What a curve chart draws: lines of single runs and bands over trials. */

/** A recorded value; `null` is a gap in the curve. */
export interface Point {
  x: number
  y: number | null
}

/** A value over trials: `y` is the centre, `low` and `high` bound the band. */
export interface BandPoint extends Point {
  low: number | null
  high: number | null
}

export interface LineSeries {
  kind: 'line'
  label: string
  /** Run slot, 1 to 10: colour, dash and marker. */
  slot: number
  points: readonly Point[]
  /**
   * `main` (the default) is 2 px wide and named at its end; `secondary`, such as training beside validation, is thinner and paler but
   * named too; `trial` is a hairline under an aggregate, without a name.
   */
  emphasis?: 'main' | 'secondary' | 'trial'
}

export interface BandSeries {
  kind: 'band'
  label: string
  slot: number
  points: readonly BandPoint[]
  /** Trials behind the band. */
  n: number
}

export type CurveSeries = LineSeries | BandSeries

/** Points as columns, as they were recorded; a gap has NaN for y. */
export interface PointColumns {
  /** In order. */
  x: Float64Array
  y: Float64Array
}

/** Beside the lines, not in them: a line is plain data for whoever copies, compares or writes it. */
const columnsByLine = new WeakMap<CurveSeries, PointColumns>()

/** A line whose points are made when they are first read: a million of them take longer to make than to draw. */
export function lineFromColumns(line: Omit<LineSeries, 'points'>, columns: PointColumns): LineSeries {
  let points: Point[] | undefined
  const series: LineSeries = {
    ...line,
    get points() {
      return (points ??= Array.from(columns.x, (x, i) => ({ x, y: Number.isNaN(columns.y[i]) ? null : columns.y[i]! })))
    },
  }
  columnsByLine.set(series, columns)
  return series
}

/** The points of a curve one number at a time, whichever way they are kept; places from 0 to count - 1. */
export interface PointReader {
  count: number
  x(place: number): number
  /** Null for a gap. */
  y(place: number): number | null
}

export function readPoints(series: CurveSeries): PointReader {
  const columns = columnsByLine.get(series)
  if (!columns) {
    const { points } = series
    return { count: points.length, x: (i) => points[i]!.x, y: (i) => points[i]!.y }
  }
  const { x, y } = columns
  return {
    count: x.length,
    x: (i) => x[i]!,
    y(i) {
      const value = y[i]!
      return Number.isNaN(value) ? null : value
    },
  }
}

export function firstX(series: CurveSeries): number | undefined {
  const { count, x } = readPoints(series)
  return count === 0 ? undefined : x(0)
}

export function lastX(series: CurveSeries): number | undefined {
  const { count, x } = readPoints(series)
  return count === 0 ? undefined : x(count - 1)
}

/** The place of the first point at x or behind it, the number of points where there is none. */
export function placeFrom({ count, x: xAt }: PointReader, x: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (xAt(middle) < x) low = middle + 1
    else high = middle
  }
  return low
}

/** The value at x, or on the straight line between its neighbours; null in a gap and outside the curve. Points are in order of x. */
export function valueAt(points: readonly Point[], x: number): number | null {
  const after = points.findIndex((point) => point.x >= x)
  const right = points[after]
  if (!right) return null
  if (right.x === x) return right.y
  const left = points[after - 1]
  if (!left || left.y === null || right.y === null) return null
  return left.y + ((right.y - left.y) * (x - left.x)) / (right.x - left.x)
}
