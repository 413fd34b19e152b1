/**
 * The rubber sheet: a smooth random displacement. P. Y. Simard, D. Steinkraus and J. C. Platt, "Best practices for convolutional neural
 * networks applied to visual document analysis", ICDAR 2003, smooth the uniform noise of every pixel with a Gaussian of 4 pixels. Here the
 * noise of nodes that are 8 pixels apart is smoothed by the cubic B-spline, whose standard deviation is 8 / sqrt(3) = 4.6 pixels.
 */
import { POINTS } from './frame'

/** Nodes along each axis, from one 8 pixels before the first pixel on: each second point of the mesh lies on a node. */
export const NODES = 7

/**
 * Smoothing takes the variance of the noise, 1/12, down by the sum of the squared weights along each axis: 0.5 on a node and 0.4604 between
 * two. This is their geometric mean.
 */
const DEVIATION = Math.sqrt((1 / 12) * 0.5 * 0.4604)

/** Smoothed along x: (NODES, POINTS). */
const rows = new Float64Array(NODES * POINTS)

/**
 * Adds the displacement along one axis to the points of the mesh.
 * @param points (POINTS, POINTS), a coordinate of each in pixels
 * @param noise the NODES x NODES numbers from `offset` on, uniform in [-0.5, 0.5)
 * @param deviation standard deviation of the displacement in pixels, averaged over the points
 */
export function addDisplacement(points: Float64Array, noise: Float64Array, offset: number, deviation: number): void {
  for (let node = 0; node < NODES; node++) {
    for (let point = 0; point < POINTS; point++) rows[node * POINTS + point] = splineAt(noise, offset + node * NODES, 1, point)
  }
  const strength = deviation / DEVIATION
  for (let y = 0; y < POINTS; y++) {
    for (let x = 0; x < POINTS; x++) points[y * POINTS + x]! += strength * splineAt(rows, x, POINTS, y)
  }
}

/** The cubic B-spline through nodes that lie `step` apart in `values`, at a point of the mesh: on a node 1, 4, 1 sixths; between two 1, 23, 23, 1 of 48. */
function splineAt(values: Float64Array, start: number, step: number, point: number): number {
  const first = start + (point >> 1) * step
  const a = values[first]!
  const b = values[first + step]!
  const c = values[first + 2 * step]!
  return (point & 1) === 0 ? (a + 4 * b + c) / 6 : (a + 23 * (b + c) + values[first + 3 * step]!) / 48
}
