import { describe, expect, it } from 'vitest'
import { exp, expm1 } from '../../../../src/engine/numbers/exp'
import { points2To, uniformPoints } from './points'
import * as reference from './reference'

const minusOne = reference.exactly(-1)

describe('exp', () => {
  it.each([
    ['around 0', uniformPoints(3000, -1, 1)],
    ['where networks live', uniformPoints(3000, -30, 30)],
    ['over the whole range', uniformPoints(3000, -745, 709.78)],
    ['with subnormal results', uniformPoints(2000, -745.1, -708)],
    ['of tiny arguments', points2To(500, -1074, -1).flatMap((x) => [x, -x])],
    ['near the ends of the reduced range', Array.from({ length: 2000 }, (_, i) => (i - 1000 + 0.5) * Math.LN2 * 0.7 * (1 + (i % 7) * 1e-15))],
  ])('errs by less than 0.9 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(exp(x), reference.exp(x)), `exp(${x})`).toBeLessThan(0.9)
  })

  it('takes its limits', () => {
    expect(exp(0)).toBe(1)
    expect(exp(-0)).toBe(1)
    expect(exp(Infinity)).toBe(Infinity)
    expect(exp(-Infinity)).toBe(0)
    expect(exp(NaN)).toBeNaN()
  })

  it('overflows and underflows where the result leaves the doubles', () => {
    expect(reference.ulpError(exp(709.782712893384), reference.exp(709.782712893384))).toBeLessThan(0.9)
    expect(exp(709.7827128933841)).toBe(Infinity)
    expect(exp(1e300)).toBe(Infinity)
    // e^-745.1332191019411 is just above half of 2^-1074, which is the smallest subnormal.
    expect(exp(-745.1332191019411)).toBe(5e-324)
    expect(exp(-745.1332191019412)).toBe(0)
    expect(exp(-1e300)).toBe(0)
  })
})

describe('expm1', () => {
  it.each([
    ['around 0', uniformPoints(3000, -1, 1)],
    ['beyond', uniformPoints(2000, -40, 40)],
    ['over the whole range', uniformPoints(500, -700, 709)],
    ['of small arguments', points2To(500, -60, -1).flatMap((x) => [x, -x])],
  ])('errs by less than 1.8 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(expm1(x), reference.add(reference.exp(x), minusOne)), `expm1(${x})`).toBeLessThan(1.8)
  })

  it('takes its limits', () => {
    expect(expm1(0)).toBe(0)
    expect(expm1(-0)).toBe(-0)
    expect(expm1(5e-324)).toBe(5e-324)
    expect(expm1(-Infinity)).toBe(-1)
    expect(expm1(Infinity)).toBe(Infinity)
    expect(expm1(NaN)).toBeNaN()
  })
})
