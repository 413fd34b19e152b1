import { describe, expect, it } from 'vitest'
import { log } from '../../../../src/engine/numbers/log'
import { points2To, uniformPoints } from './points'
import * as reference from './reference'

describe('log', () => {
  it.each([
    ['of probabilities', uniformPoints(3000, 2 ** -53, 1)],
    ['around 1', uniformPoints(3000, 0.7, 1.5)],
    [
      'next to 1',
      points2To(500, -53, -1)
        .flatMap((d) => [1 + d, 1 - d / 2])
        .filter((x) => x > 0 && x !== 1),
    ],
    ['over the whole range', points2To(3000, -1022, 1024)],
    ['of subnormal numbers', points2To(1000, -1074, -1022)],
  ])('errs by less than 0.9 ulp %s', (_, points) => {
    for (const x of points) expect(reference.ulpError(log(x), reference.log(x)), `log(${x})`).toBeLessThan(0.9)
  })

  it('takes its limits', () => {
    expect(log(1)).toBe(0)
    expect(log(0)).toBe(-Infinity)
    expect(log(-0)).toBe(-Infinity)
    expect(log(-1)).toBeNaN()
    expect(log(-Infinity)).toBeNaN()
    expect(log(Infinity)).toBe(Infinity)
    expect(log(NaN)).toBeNaN()
  })

  it('is right at the ends of the doubles and at powers of two', () => {
    for (const x of [5e-324, 2 ** -1022, 2 ** -1, 2, 2 ** 10, Number.MAX_VALUE, Math.SQRT2, Math.SQRT1_2]) {
      expect(reference.ulpError(log(x), reference.log(x)), `log(${x})`).toBeLessThan(0.9)
    }
    expect(log(2)).toBe(Math.LN2)
  })
})
