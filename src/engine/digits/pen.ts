/** The round pen: strokes become grey values of the 28 x 28 frame. Pixel (row, column) covers [column, column + 1) x [row, row + 1). */
import type { Point, Stroke } from './strokes'

/** Pixels on a side of the frame. */
export const FRAME = 28
/** Diameter of the pen in pixels, about that of MNIST's strokes. */
export const PEN_WIDTH = 2
/**
 * Ink from 0 to 1 in each pixel, row by row: 1 up to half a pixel inside the edge of the pen, 0 from half a pixel outside, linear between, by
 * the distance from the pixel's middle to the nearest stroke. For a straight edge along the pixels this is the share of the pixel that
 * the pen covers; a pen thinner than a pixel covers no more than its width. Where strokes cross ink does not add up. What lies outside of the
 * frame is cut off.
 * @param penWidth diameter in pixels
 */
export function drawStrokes(strokes: readonly Stroke[], penWidth = PEN_WIDTH): Float64Array {
  /** From the stroke's middle to where the last trace of ink ends: the edge fades over one pixel. */
  const reach = penWidth / 2 + 0.5
  const most = Math.min(1, penWidth)
  const squaredDistances = new Float64Array(FRAME * FRAME).fill(Infinity)
  for (const stroke of strokes) {
    stroke.forEach((point, i) => approach(squaredDistances, stroke[i - 1] ?? point, point, reach))
  }
  return squaredDistances.map((squared) => Math.min(most, Math.max(0, reach - Math.sqrt(squared))))
}

/** Lowers the squared distances of the pixels that the segment from a to b can reach. */
function approach(squaredDistances: Float64Array, a: Point, b: Point, reach: number): void {
  const [ax, ay] = a
  const dx = b[0] - ax
  const dy = b[1] - ay
  const squaredLength = dx * dx + dy * dy
  const columns = reached(ax, b[0], reach)
  const rows = reached(ay, b[1], reach)
  for (let row = rows.first; row <= rows.last; row++) {
    for (let column = columns.first; column <= columns.last; column++) {
      const px = column + 0.5 - ax
      const py = row + 0.5 - ay
      // The nearest point of the segment is a + t (b - a): the foot of the perpendicular, or the nearer end.
      const along = squaredLength > 0 ? (px * dx + py * dy) / squaredLength : 0
      const t = Math.min(1, Math.max(0, along))
      const ex = px - t * dx
      const ey = py - t * dy
      const pixel = row * FRAME + column
      squaredDistances[pixel] = Math.min(squaredDistances[pixel]!, ex * ex + ey * ey)
    }
  }
}

/** The pixels of one axis whose middles can be within reach, inside the frame. */
function reached(from: number, to: number, reach: number): { first: number; last: number } {
  return {
    first: Math.max(0, Math.floor(Math.min(from, to) - reach)),
    last: Math.min(FRAME - 1, Math.ceil(Math.max(from, to) + reach)),
  }
}
