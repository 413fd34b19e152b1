/** Thicker and thinner strokes: grey values move towards the darkest or the lightest of their neighbourhood. */
import { ROW, type FramedImage } from './framed'
import { SIDE } from './frame'

/** Pixels that each edge of a stroke moves, in whole 256ths: positive for thicker. */
export function thicknessShare(thickness: number): number {
  return Math.floor(thickness * 256 + 0.5)
}

/**
 * Grey-scale dilation and erosion over a pixel and its four neighbours move each edge by one pixel (J. Serra, "Image Analysis and
 * Mathematical Morphology", 1982). For a share of a pixel the result lies that share of the way between: here + share (edge - here), rounded.
 * @param share in 256ths, from -256, thinner, to 256, thicker
 * @param result another image than the original; its frame stays as it is
 */
export function changeThickness(original: FramedImage, share: number, result: FramedImage): void {
  const thicker = share > 0
  const part = Math.abs(share)
  for (let y = 1; y <= SIDE; y++) {
    for (let at = y * ROW + 1; at <= y * ROW + SIDE; at++) {
      const here = original[at]!
      const [left, right, above, below] = [original[at - 1]!, original[at + 1]!, original[at - ROW]!, original[at + ROW]!]
      const edge = thicker ? Math.max(here, left, right, above, below) : Math.min(here, left, right, above, below)
      result[at] = ((here << 8) + (edge - here) * part + 128) >> 8
    }
  }
}
