/** The numbers of a small chart as rows of a table. */

export interface PlotLine {
  /** What the table calls it; the title of the y axis where it is left out. */
  name?: string
  points: readonly { x: number; y: number }[]
  /** A colour of the style sheet, such as `var(--run-1)`. */
  colour: string
  dash?: string
  width?: number
}
export interface PlotDot {
  x: number
  y: number
  colour: string
  open?: boolean
  /** Left out where a line has the point already. */
  name?: string
}
export interface PlotRow {
  name: string
  x: number
  y: number
}

/** A curve with more points is a function that was sampled for its picture: so many of them, evenly, tell its course. */
const mostPoints = 100
const fewer = 21

export function plotRows(lines: readonly PlotLine[], dots: readonly PlotDot[], yTitle: string): PlotRow[] {
  return [
    ...dots.flatMap(({ name, x, y }) => (name === undefined ? [] : [{ name, x, y }])),
    ...lines.flatMap(({ name = yTitle, points }) => thinned(points).map(({ x, y }) => ({ name, x, y }))),
  ]
}

/** First and last point stay. */
function thinned<T>(points: readonly T[]): T[] {
  if (points.length <= mostPoints) return [...points]
  return Array.from({ length: fewer }, (_, i) => points[Math.round((i * (points.length - 1)) / (fewer - 1))]!)
}
