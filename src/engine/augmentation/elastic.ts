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
/** Smoothed along both axes: a column of points. */
const column = new Float64Array(POINTS)

/**
 * Adds the displacement along one axis to the points of the mesh.
 * @param points (POINTS, POINTS), a coordinate of each in pixels
 * @param noise the NODES x NODES numbers from `offset` on, uniform in [-0.5, 0.5)
 * @param deviation standard deviation of the displacement in pixels, averaged over the points
 */
export function addDisplacement(points: Float64Array, noise: Float64Array, offset: number, deviation: number): void {
  for (let node = 0; node < NODES; node++) smooth(noise, offset + node * NODES, 1, rows, node * POINTS)
  const strength = deviation / DEVIATION
  for (let x = 0; x < POINTS; x++) {
    smooth(rows, x, POINTS, column, 0)
    for (let y = 0; y < POINTS; y++) points[y * POINTS + x]! += strength * column[y]!
  }
}

/** The cubic B-spline through nodes that lie `step` apart, at each point of the mesh: on a node 1, 4, 1 sixths; between two 1, 23, 23, 1 of 48. */
function smooth(values: Float64Array, start: number, step: number, result: Float64Array, to: number): void {
  let a = values[start]!
  let b = values[start + step]!
  let c = values[start + 2 * step]!
  let next = start + 3 * step
  for (let point = 0; point < POINTS; point += 2) {
    const d = values[next]!
    result[to + point] = (a + 4 * b + c) / 6
    result[to + point + 1] = (a + 23 * (b + c) + d) / 48
    a = b
    b = c
    c = d
    next += step
  }
}
