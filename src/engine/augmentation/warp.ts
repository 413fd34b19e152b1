/** The original as the mesh shows it: within a cell, places are interpolated between its corners; between pixels, their grey values. */
import { CELL, CELLS, POINTS, SIDE } from './frame'
import { ROW, type FramedImage } from './framed'
import { FRACTION_BITS, type Mesh } from './mesh'

/** Shares of a pixel have eight bits. */
const SHARE_BITS = 8
const WHOLE = 1 << SHARE_BITS
const LAST = WHOLE - 1

/**
 * Whole numbers all along, so that whoever computes it gets the same bytes.
 * @param result where the image is written from `offset` on, row by row
 */
export function warp(original: FramedImage, mesh: Mesh, result: Uint8Array, offset: number): void {
  const { x, y } = mesh
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const corner = row * POINTS + column
      const below = corner + POINTS
      // The left and the right edge of the cell, going down; each line from one to the other.
      for (let line = 0; line < CELL; line++) {
        const leftX = along(x[corner]!, x[below]!, line)
        const leftY = along(y[corner]!, y[below]!, line)
        const rightX = along(x[corner + 1]!, x[below + 1]!, line)
        const rightY = along(y[corner + 1]!, y[below + 1]!, line)
        const to = offset + (row * CELL + line) * SIDE + column * CELL
        for (let i = 0; i < CELL; i++) result[to + i] = greyAt(original, along(leftX, rightX, i), along(leftY, rightY, i))
      }
    }
  }
}

/** From one corner of a cell towards the next, by steps of a quarter that is rounded down. */
function along(from: number, to: number, steps: number): number {
  return from + steps * ((to - from) >> 2)
}

/** Bilinear interpolation between the four pixels around a place; beyond the frame there is paper. */
function greyAt(original: FramedImage, x: number, y: number): number {
  const column = (x >> FRACTION_BITS) + 1
  const row = (y >> FRACTION_BITS) + 1
  if (column < 0 || column > SIDE || row < 0 || row > SIDE) return 0
  const at = row * ROW + column
  const shareX = (x >> (FRACTION_BITS - SHARE_BITS)) & LAST
  const shareY = (y >> (FRACTION_BITS - SHARE_BITS)) & LAST
  const upper = original[at]! * (WHOLE - shareX) + original[at + 1]! * shareX
  const lower = original[at + ROW]! * (WHOLE - shareX) + original[at + ROW + 1]! * shareX
  return (upper * (WHOLE - shareY) + lower * shareY + 32768) >> (2 * SHARE_BITS)
}
