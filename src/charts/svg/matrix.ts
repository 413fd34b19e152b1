/** Transformations of the plane, as a canvas context keeps them: (x, y) -> (a x + c y + e, b x + d y + f). */

export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer
  const [A, B, C, D, E, F] = inner
  return [a * A + c * B, b * A + d * B, a * C + c * D, b * C + d * D, a * E + c * F + e, b * E + d * F + f]
}

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

/** How much longer lengths become; figures are scaled alike along both axes. */
export function scaleOf([a, b]: Matrix): number {
  return Math.hypot(a, b)
}

/** Whether it turns or skews. */
export function isTurned([, b, c]: Matrix): boolean {
  return b !== 0 || c !== 0
}
