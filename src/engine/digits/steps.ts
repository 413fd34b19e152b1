/** The steps between a drawing on its canvas and an image as MNIST has them, in their order. Each can be left out, to see what it does. */

/**
 * - `crop`: the square around the ink takes the place of the canvas;
 * - `fit`: it fills 20 x 20 pixels in the middle of the frame, not all of its 28 x 28;
 * - `pen`: the lines are drawn anew with a pen of 2 pixels, not with the pen of the canvas made larger or smaller with it;
 * - `centre`: the ink's centre of mass goes to the middle of the frame.
 */
export const preparationSteps = ['crop', 'fit', 'pen', 'centre'] as const
/** One of them. */
export type PreparationStep = (typeof preparationSteps)[number]

/** All of them: the preparation of MNIST. */
export const everyStep: ReadonlySet<PreparationStep> = new Set(preparationSteps)

/** Where the strokes were drawn: what becomes of them without a step depends on it. All in the strokes' unit. */
export interface Canvas {
  left: number
  top: number
  /** Of the square. */
  side: number
  /** Diameter of the pen that drew there. */
  pen: number
}
