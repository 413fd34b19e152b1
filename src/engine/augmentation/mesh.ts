/**
 * From a distortion to the place in the original that each point of the mesh shows. Pixel (x, y) has its middle at (x, y), and the frame has
 * its own at (13.5, 13.5). An image is scaled, leaned over, turned, moved and then displaced as by a rubber sheet; to know what a pixel of the
 * result shows, the same is undone from there.
 */
import { cos } from '../numbers/cos'
import { sin } from '../numbers/sin'
import type { Distortion } from './distortion'
import { addDisplacement, NODES } from './elastic'
import { CELL, POINTS, SIDE } from './frame'

/** Places are whole numbers of 1/65536 pixel, so that steps from one to the next add up without rounding. */
export const FRACTION_BITS = 16
const ONE = 1 << FRACTION_BITS
/** Half of the last bit of a share of eight bits: to cut the share out of a place is to round it. */
const HALF = 1 << 7

const MIDDLE = (SIDE - 1) / 2

/** Coordinates in the original, (POINTS, POINTS) each. */
export interface Mesh {
  x: Int32Array
  y: Int32Array
}

export function createMesh(): Mesh {
  return { x: new Int32Array(POINTS * POINTS), y: new Int32Array(POINTS * POINTS) }
}

/** In pixels, before they are rounded. */
const exactX = new Float64Array(POINTS * POINTS)
const exactY = new Float64Array(POINTS * POINTS)

/**
 * With p the place from the middle, p' = R H S p + shift: S = diag(scaleX, scaleY), H = (1, tan shear; 0, 1), R = (cos, -sin; sin, cos), where y
 * points downwards. Hence p = S⁻¹ H⁻¹ R⁻¹ (p' - shift).
 */
export function layMesh({ x, y }: Mesh, { shiftX, shiftY, rotation, scaleX, scaleY, shear, elastic, noise }: Distortion): void {
  const c = cos(rotation)
  const s = sin(rotation)
  const lean = sin(shear) / cos(shear)
  // A step of one pixel to the right or downwards in the result is a step by these in the original.
  const xByX = (c + lean * s) / scaleX
  const xByY = (s - lean * c) / scaleX
  const yByX = -s / scaleY
  const yByY = c / scaleY
  let point = 0
  for (let row = 0; row < POINTS; row++) {
    const dy = row * CELL - MIDDLE - shiftY
    for (let column = 0; column < POINTS; column++) {
      const dx = column * CELL - MIDDLE - shiftX
      exactX[point] = MIDDLE + xByX * dx + xByY * dy
      exactY[point] = MIDDLE + yByX * dx + yByY * dy
      point++
    }
  }
  if (elastic !== 0) {
    addDisplacement(exactX, noise, 0, elastic)
    addDisplacement(exactY, noise, NODES * NODES, elastic)
  }
  for (let i = 0; i < POINTS * POINTS; i++) {
    x[i] = Math.floor(exactX[i]! * ONE + 0.5) + HALF
    y[i] = Math.floor(exactY[i]! * ONE + 0.5) + HALF
  }
}
