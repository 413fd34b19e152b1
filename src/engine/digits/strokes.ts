/** Pen strokes: what a drawing is until it is made an image. */
import { DataError } from '../data/data-error'

/** x to the right, y downwards; the unit is whatever the pad has, the same for both. */
export type Point = readonly [x: number, y: number]
/** The points of the pen between touching down and lifting; it went straight from each to the next. One point is a dot. */
export type Stroke = readonly Point[]

/** Far beyond any pad, and small enough for distances to stay finite. */
const LARGEST = 1e12

/** Throws a DataError that names the first point which is no place on a pad. */
export function checkStrokes(strokes: readonly Stroke[]): void {
  strokes.forEach((stroke, s) => {
    stroke.forEach(([x, y], p) => {
      if (!isCoordinate(x) || !isCoordinate(y))
        throw new DataError('drawing', `stroke ${s}, point ${p}`, `expected two numbers from -${LARGEST} to ${LARGEST}, found ${x} and ${y}`)
    })
  })
}

/** Whether a value can be a coordinate: finite, and not absurdly large. */
export function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LARGEST
}

/** Every point taken to another place. */
export function movePoints(strokes: readonly Stroke[], move: (point: Point) => Point): Stroke[] {
  return strokes.map((stroke) => stroke.map(move))
}
