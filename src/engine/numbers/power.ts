/** Powers with whole exponents, from multiplications alone: JavaScript leaves the last bits of Math.pow to the engine. */

/** base to the power of a whole exponent from 0 on, by repeated squaring. */
export function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
