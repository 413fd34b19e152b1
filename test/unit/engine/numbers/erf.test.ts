import { describe, expect, it } from 'vitest'
import { erf, erfc } from '../../../../src/engine/numbers/erf'
import { points2To, uniformPoints } from './points'
import * as reference from './reference'

describe('erf', () => {
  it.each([
    ['of the series', uniformPoints(2000, -1, 1)],
    ['around the change from series to polynomial', uniformPoints(1000, 0.85, 0.95)],
    ['of the polynomial', uniformPoints(2000, 0.9, 3)],
    ['of small arguments', points2To(500, -60, -1).flatMap((x) => [x, -x])],
  ])('errs by less than 1.5 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(erf(x), reference.erf(x)), `erf(${x})`).toBeLessThan(1.5)
  })

  it('is odd as bits, grows, and never leaves [-1, 1]', () => {
    let before = 0
    for (const x of uniformPoints(3000, 0, 7).sort((a, b) => a - b)) {
      const y = erf(x)
      expect(erf(-x)).toBe(-y)
      expect(y).toBeGreaterThanOrEqual(before * (1 - 4e-16))
      expect(y).toBeLessThanOrEqual(1)
      before = y
    }
  })

  it('takes its limits', () => {
    expect(erf(0)).toBe(0)
    expect(erf(-0)).toBe(-0)
    expect(erf(Infinity)).toBe(1)
    expect(erf(-Infinity)).toBe(-1)
    expect(erf(-1000)).toBe(-1)
    expect(erf(NaN)).toBeNaN()
  })
})

describe('erfc', () => {
  it.each([
    ['where the fraction converges', uniformPoints(400, 1, 3)],
    ['further out', uniformPoints(400, 3, 10)],
    ['down to subnormal numbers', uniformPoints(400, 10, 27.2)],
  ])('errs by less than 4 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(erfc(x), reference.erfc(x)), `erfc(${x})`).toBeLessThan(4)
  })

  it('is 1 - erf', () => {
    for (const x of uniformPoints(2000, -6, 3)) expect(erfc(x) + erf(x)).toBeCloseTo(1, 14)
  })

  it('takes its limits', () => {
    expect(erfc(0)).toBe(1)
    expect(erfc(-Infinity)).toBe(2)
    expect(erfc(-40)).toBe(2)
    expect(erfc(Infinity)).toBe(0)
    expect(erfc(28)).toBe(0)
    expect(erfc(NaN)).toBeNaN()
  })
})
