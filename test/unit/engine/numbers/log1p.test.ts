import { describe, expect, it } from 'vitest'
import { log } from '../../../../src/engine/numbers/log'
import { log1p } from '../../../../src/engine/numbers/log1p'
import { points2To, uniformPoints } from './points'
import * as reference from './reference'

describe('log1p', () => {
  it.each([
    ['below 0', uniformPoints(2000, -1, 0)],
    ['above 0', uniformPoints(2000, 0, 3)],
    ['of small arguments', points2To(1000, -100, -1).flatMap((x) => [x, -x])],
  ])('errs by less than 1.6 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(log1p(x), reference.log1p(x)), `log1p(${x})`).toBeLessThan(1.6)
  })

  it('errs by less than 1 ulp where 1 + x is a double', () => {
    for (const sum of [...uniformPoints(2000, 1, 2), ...uniformPoints(2000, 2, 1000)])
      expect(reference.ulpError(log1p(sum - 1), reference.log(sum)), `log1p(${sum - 1})`).toBeLessThan(1)
  })

  it('keeps the digits of small numbers, which ln(1 + x) loses', () => {
    // ln(1 + x) = x - x²/2 + x³/3 - x⁴/4; the next term is below 2^-100 of the first.
    for (const x of points2To(1000, -1000, -26)) {
      const series = x - x * x * (1 / 2 - x * (1 / 3 - x / 4))
      expect(Math.abs(log1p(x) - series) / x, `log1p(${x})`).toBeLessThan(5e-16)
    }
    expect(log1p(1e-20)).toBe(1e-20)
    expect(log(1 + 1e-20)).toBe(0)
  })

  it('takes its limits', () => {
    expect(log1p(0)).toBe(0)
    expect(log1p(-1)).toBe(-Infinity)
    expect(log1p(-2)).toBeNaN()
    expect(log1p(Infinity)).toBe(Infinity)
    expect(log1p(NaN)).toBeNaN()
  })
})
