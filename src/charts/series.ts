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

/** The points of a curve as columns, a gap as NaN: what is computed over all of them takes a tenth of the time so. */
export interface PointColumns {
  /** In order. */
  x: Float64Array
  y: Float64Array
}

export interface BandColumns extends PointColumns {
  low: Float64Array
  high: Float64Array
}

/** Beside the series, not in them: they are plain data for whoever copies, compares or writes them. */
const lineColumns = new WeakMap<CurveSeries, PointColumns>()
const bandColumns = new WeakMap<BandSeries, BandColumns>()

/** A line whose points are made when they are first read: a million of them take longer to make than to draw. */
export function lineFromColumns(line: Omit<LineSeries, 'points'>, columns: PointColumns): LineSeries {
  let points: Point[] | undefined
  const series: LineSeries = {
    ...line,
    get points() {
      return (points ??= Array.from(columns.x, (x, i) => ({ x, y: Number.isNaN(columns.y[i]) ? null : columns.y[i]! })))
    },
  }
  lineColumns.set(series, columns)
  return series
}

/** Of a line, or of the centre of a band. */
export function seriesColumns(series: CurveSeries): PointColumns {
  if (series.kind === 'band') return bandBounds(series)
  const known = lineColumns.get(series)
  if (known) return known
  const columns = { x: Float64Array.from(series.points, ({ x }) => x), y: Float64Array.from(series.points, ({ y }) => y ?? Number.NaN) }
  lineColumns.set(series, columns)
  return columns
}

export function bandBounds(band: BandSeries): BandColumns {
  const known = bandColumns.get(band)
  if (known) return known
  const column = (pick: (point: BandPoint) => number | null) => Float64Array.from(band.points, (point) => pick(point) ?? Number.NaN)
  const columns = { x: column(({ x }) => x), y: column(({ y }) => y), low: column(({ low }) => low), high: column(({ high }) => high) }
  bandColumns.set(band, columns)
  return columns
}

/** The place of the first number that is x or more, their count where there is none; they are in order. */
export function placeFrom(xs: Float64Array, x: number): number {
  let [low, high] = [0, xs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (xs[middle]! < x) low = middle + 1
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
