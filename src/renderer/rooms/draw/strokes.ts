/** The strokes of a pad and what is done to them: rubbed out, or painted cell by cell. */
import { PEN_SHARE, type Canvas, type Point, type Stroke } from '../../../engine/index'

/** Side of the pad in its own units. */
export const padSide = 280
/** Diameter of its pen. */
export const penWidth = PEN_SHARE * padSide
/** Where strokes are drawn, as the preparation of digits wants to know it. */
export const padCanvas: Canvas = { left: 0, top: 0, side: padSide, pen: penWidth }

/** Cells on a side of the grid that the keyboard paints, and the side of one. */
export const cells = 28
const cell = padSide / cells

/** How far from its middle the eraser takes ink away. */
const eraserReach = 12

/** The middle of a cell. */
export function cellMiddle(row: number, column: number): Point {
  return [(column + 0.5) * cell, (row + 0.5) * cell]
}

/** Whether there is ink at a place. */
export function hasInk(strokes: readonly Stroke[], at: Point): boolean {
  return strokes.some((stroke) => distanceTo(stroke, at) <= penWidth / 2)
}

/**
 * Takes away what lies within the eraser's reach of its way from one place to another. A stroke that is cut goes on as several.
 * @returns the same strokes where none was touched
 */
export function erase(strokes: readonly Stroke[], from: Point, to: Point): readonly Stroke[] {
  const isGone = (point: Point) => distanceToSegment(point, from, to) <= eraserReach
  let touched = false
  const left = strokes.flatMap((stroke) => {
    const points = refine(stroke)
    if (!points.some(isGone)) return [stroke]
    touched = true
    return runsOf(points, (point) => !isGone(point))
  })
  return touched ? left : strokes
}

/**
 * Paints a cell: as the next point of the last stroke where that ends in a cell beside it, otherwise as a dot.
 * @param joins whether the last stroke may go on
 */
export function paintCell(strokes: readonly Stroke[], row: number, column: number, joins: boolean): readonly Stroke[] {
  const point = cellMiddle(row, column)
  const last = strokes.at(-1)
  const end = last?.at(-1)
  const goesOn = joins && last && end && Math.max(Math.abs(end[0] - point[0]), Math.abs(end[1] - point[1])) <= cell * 1.01
  if (!goesOn) return [...strokes, [point]]
  return end[0] === point[0] && end[1] === point[1] ? strokes : [...strokes.slice(0, -1), [...last, point]]
}

/** With points between those that are far apart for the eraser. */
function refine(stroke: Stroke): Point[] {
  const finest = eraserReach / 4
  return stroke.flatMap((point, i) => {
    const before = stroke[i - 1]
    if (!before) return [point]
    const pieces = Math.ceil(Math.hypot(point[0] - before[0], point[1] - before[1]) / finest)
    return Array.from({ length: Math.max(1, pieces) }, (_, k): Point => {
      const share = (k + 1) / Math.max(1, pieces)
      return [before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share]
    })
  })
}

function runsOf(points: readonly Point[], stays: (point: Point) => boolean): Stroke[] {
  const runs: Point[][] = []
  let current: Point[] | null = null
  for (const point of points) {
    if (!stays(point)) {
      current = null
      continue
    }
    if (!current) runs.push((current = []))
    current.push(point)
  }
  return runs
}

function distanceTo(stroke: Stroke, at: Point): number {
  return stroke.reduce((least, point, i) => Math.min(least, distanceToSegment(at, stroke[i - 1] ?? point, point)), Infinity)
}

/** From a point to the segment from a to b. */
function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const along = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}
