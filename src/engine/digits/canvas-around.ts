/** A canvas for drawings of which only the strokes are known. */
import type { Canvas } from './steps'
import type { Stroke } from './strokes'

/** The pen of the lab's own pad, as a share of its side. */
export const PEN_SHARE = 18 / 280

/**
 * The smallest square around all points of the drawings, with their middle in its middle: where somebody wrote, as far as the strokes tell. Its pen is as wide as
 * that of the lab's pad would be.
 */
export function canvasAround(drawings: readonly (readonly Stroke[])[]): Canvas {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of drawings.flat(2)) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  // Around a single dot, or none, any square will do.
  const side = right > left || bottom > top ? Math.max(right - left, bottom - top) : 1
  return { left: (left + right - side) / 2, top: (top + bottom - side) / 2, side, pen: side * PEN_SHARE }
}
