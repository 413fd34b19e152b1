/** The steps `crop`, `fit` and `pen`: the drawing is brought into the frame, at the size that MNIST's digits have. */
import { FRAME, PEN_WIDTH } from './pen'
import type { Canvas, PreparationStep } from './steps'
import { movePoints, type Stroke } from './strokes'

/** MNIST's digits fill a box of 20 x 20 pixels in the larger direction; the pen's own width is part of the ink. */
const BOX = 20
/** The middle of the frame. */
const MIDDLE = FRAME / 2

/** A drawing in pixels of the frame. */
export interface PlacedDrawing {
  strokes: Stroke[]
  /** Diameter of the pen that it is to be drawn with. */
  penWidth: number
}

/**
 * One scale for both axes, so that the shape stays. What is placed is the canvas, or with `crop` the square around the ink; it fills the frame, or
 * with `fit` the box in its middle. A dot cropped keeps no size but that of its pen.
 * @param strokes at least one point in all
 * @param canvas is not looked at where the steps have both `crop` and `pen`
 */
export function placeDrawing(strokes: readonly Stroke[], canvas: Canvas, steps: ReadonlySet<PreparationStep>): PlacedDrawing {
  const { left, top, width, height } = steps.has('crop') ? extents(strokes) : { ...canvas, width: canvas.side, height: canvas.side }
  const target = steps.has('fit') ? BOX : FRAME
  const factor = scaleTo(target, Math.max(width, height), canvas.pen, steps)
  // Differences first: far from the origin, scaled coordinates would have lost the digits that tell points apart.
  const middleX = width / 2
  const middleY = height / 2
  return {
    strokes: movePoints(strokes, ([x, y]) => [MIDDLE + (x - left - middleX) * factor, MIDDLE + (y - top - middleY) * factor]),
    penWidth: steps.has('pen') ? PEN_WIDTH : canvas.pen * factor,
  }
}

/** Pixels a unit, so that `size` fills the target. Of cropped ink the points are known: around them is half a pen on each side. */
function scaleTo(target: number, size: number, pen: number, steps: ReadonlySet<PreparationStep>): number {
  if (!steps.has('crop')) return target / size
  const scale = steps.has('pen') ? (target - PEN_WIDTH) / size : target / (size + pen)
  return Number.isFinite(scale) ? scale : 0
}

function extents(strokes: readonly Stroke[]): { left: number; top: number; width: number; height: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const stroke of strokes) {
    for (const [x, y] of stroke) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  return { left, top, width: right - left, height: bottom - top }
}
