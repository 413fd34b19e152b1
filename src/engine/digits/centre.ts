/** The step `centre`: the ink's centre of mass goes to the middle that MNIST uses. */
import { drawStrokes, FRAME } from './pen'
import { movePoints, type Stroke } from './strokes'

/**
 * Where MNIST's digits have their centre of mass: pixel 14 of 0 to 27 on both axes, whose middle is 14.5. Over the 60,000 training images
 * the mean is 14.51 and 14.50, with single images evenly within half a pixel, because they were moved by whole pixels; strokes can be
 * moved exactly.
 */
export const CENTRE = 14.5

/** Moving a drawing against the pixels changes its grey values a little, and with them the centre: the second round takes that up. */
const ROUNDS = 2

/** The centre of mass in pixels of the frame; null without ink. @param ink any measure of ink, FRAME x FRAME row by row */
export function centreOfMass(ink: ArrayLike<number>): { x: number; y: number } | null {
  let [sum, sumX, sumY] = [0, 0, 0]
  for (let pixel = 0; pixel < FRAME * FRAME; pixel++) {
    const amount = ink[pixel]!
    sum += amount
    sumX += amount * ((pixel % FRAME) + 0.5)
    sumY += amount * (Math.floor(pixel / FRAME) + 0.5)
  }
  return sum > 0 ? { x: sumX / sum, y: sumY / sum } : null
}

/** The strokes moved so that their ink, drawn with a pen of this width, has its centre of mass at (14.5, 14.5). */
export function centreInk(strokes: readonly Stroke[], penWidth: number): Stroke[] {
  let moved = [...strokes]
  for (let round = 0; round < ROUNDS; round++) {
    const centre = centreOfMass(drawStrokes(moved, penWidth))
    if (centre === null) return moved
    moved = movePoints(moved, ([x, y]) => [x + CENTRE - centre.x, y + CENTRE - centre.y])
  }
  return moved
}
