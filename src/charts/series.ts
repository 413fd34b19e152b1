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

/** The place of the first point at x or behind it, the number of points where there is none. Points are in order of x. */
export function firstFrom(points: readonly { x: number }[], x: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.x < x) low = middle + 1
    else high = middle
  }
  return low
}
