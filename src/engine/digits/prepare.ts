/**
 * A drawing made into an image as MNIST's were: scaled into a box of 20 x 20 with its shape kept, anti-aliased, and moved so that the
 * centre of mass of its ink is in the middle of 28 x 28 pixels. Y. LeCun, C. Cortes and C. Burges, "The MNIST database".
 */
import { centreInk } from './centre'
import { fitBox } from './fit-box'
import { drawStrokes } from './pen'
import { checkStrokes, type Stroke } from './strokes'

/**
 * The drawing as an image of 28 x 28, prepared as those of MNIST were.
 * @param strokes as drawn, wherever and however large
 * @returns 784 grey values row by row, 0 for paper and 255 for ink; null for an empty pad
 * @throws DataError that names the first point which is no place on a pad
 */
export function prepareDrawing(strokes: readonly Stroke[]): Uint8Array | null {
  checkStrokes(strokes)
  if (strokes.every((stroke) => stroke.length === 0)) return null
  const ink = drawStrokes(centreInk(fitBox(strokes)))
  return Uint8Array.from(ink, (share) => Math.round(255 * share))
}
