/** An image with a frame of paper one pixel wide, so that each of its pixels has neighbours. */
import { SIDE } from './frame'

/** Pixels from a row of a framed image to the next. */
export const ROW = SIDE + 2

/** (ROW, ROW) bytes, row by row. */
export type FramedImage = Uint8Array

export function blankImage(): FramedImage {
  return new Uint8Array(ROW * ROW)
}

/** @param images where the image lies from `offset` on, row by row */
export function frameImage(images: Uint8Array, offset: number, framed: FramedImage): void {
  for (let y = 0; y < SIDE; y++) {
    const from = offset + y * SIDE
    const to = (y + 1) * ROW + 1
    for (let x = 0; x < SIDE; x++) framed[to + x] = images[from + x]!
  }
}
