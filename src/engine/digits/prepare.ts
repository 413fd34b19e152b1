/**
 * A drawing made into an image as MNIST's were: scaled into a box of 20 x 20 with its shape kept, anti-aliased, and moved so that the
 * centre of mass of its ink is in the middle of 28 x 28 pixels. Y. LeCun, C. Cortes and C. Burges, "The MNIST database".
 */
import { centreInk } from './centre'
import { drawStrokes, PEN_WIDTH } from './pen'
import { placeDrawing } from './place'
import { everyStep, preparationSteps, type Canvas, type PreparationStep } from './steps'
import { checkStrokes, type Stroke } from './strokes'

/** What stands in where every step is taken: none of them then asks for the canvas. */
const anyCanvas: Canvas = { left: 0, top: 0, side: 1, pen: PEN_WIDTH }

/**
 * The drawing as an image of 28 x 28, prepared as those of MNIST were.
 * @param strokes as drawn, wherever and however large
 * @returns 784 grey values row by row, 0 for paper and 255 for ink; null for an empty pad
 * @throws DataError that names the first point which is no place on a pad
 */
export function prepareDrawing(strokes: readonly Stroke[]): Uint8Array | null {
  return prepareBySteps(strokes, anyCanvas, everyStep)
}

/** The same with some of the steps alone; without any the canvas is squeezed to 28 x 28. */
export function prepareBySteps(strokes: readonly Stroke[], canvas: Canvas, steps: ReadonlySet<PreparationStep>): Uint8Array | null {
  checkStrokes(strokes)
  if (strokes.every((stroke) => stroke.length === 0)) return null
  const placed = placeDrawing(strokes, canvas, steps)
  const ink = drawStrokes(steps.has('centre') ? centreInk(placed.strokes, placed.penWidth) : placed.strokes, placed.penWidth)
  return Uint8Array.from(ink, (share) => Math.round(255 * share))
}

/** The image after each step. */
export interface DrawingStage {
  /** The last step that is taken; null for the canvas squeezed to 28 x 28, before any. */
  step: PreparationStep | null
  /** As `prepareBySteps` gives it. */
  image: Uint8Array
}

/**
 * The way from the canvas to the image, a stage for each step: those up to it are taken, but for those that are left out. The last stage is what
 * `prepareBySteps` gives.
 * @returns none for an empty pad
 */
export function drawingStages(strokes: readonly Stroke[], canvas: Canvas, steps: ReadonlySet<PreparationStep>): DrawingStage[] {
  const taken = [null, ...preparationSteps]
  const images: DrawingStage[] = []
  for (const [n, step] of taken.entries()) {
    const before = images.at(-1)
    // A step that is left out changes nothing.
    const image = before && step !== null && !steps.has(step) ? before.image : prepareBySteps(strokes, canvas, among(steps, taken.slice(0, n + 1)))
    if (image === null) return []
    images.push({ step, image })
  }
  return images
}

function among(steps: ReadonlySet<PreparationStep>, first: readonly (PreparationStep | null)[]): Set<PreparationStep> {
  return new Set(preparationSteps.filter((step) => steps.has(step) && first.includes(step)))
}
