/** First stage: the drawing is brought to the size that MNIST's digits have. */
import { PEN_WIDTH } from './pen'
import { movePoints, type Stroke } from './strokes'

/** MNIST's digits fill a box of 20 x 20 pixels in the larger direction; the pen's own width is part of the ink. */
const BOX = 20
const ROOM = BOX - PEN_WIDTH
/** The middle of the frame of 28 x 28 pixels. */
const MIDDLE = 14

/**
 * The strokes in pixels of the frame: one scale for both axes, so that the shape stays, the larger extent as large as the box less the
 * pen, and the middle of the extents in the middle of the frame. A dot keeps its size, there being none to scale.
 * @param strokes at least one point in all
 */
export function fitBox(strokes: readonly Stroke[]): Stroke[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const scale = ROOM / Math.max(right - left, bottom - top)
  const factor = Number.isFinite(scale) ? scale : 0
  // Differences first: far from the origin, scaled coordinates would have lost the digits that tell points apart.
  const middleX = (right - left) / 2
  const middleY = (bottom - top) / 2
  return movePoints(strokes, ([x, y]) => [MIDDLE + (x - left - middleX) * factor, MIDDLE + (y - top - middleY) * factor])
}
