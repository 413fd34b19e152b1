import { describe, expect, it } from 'vitest'
import { cos } from '../../../../src/engine/numbers/cos'
import { sin } from '../../../../src/engine/numbers/sin'
import { points2To, uniformPoints } from './points'
import * as reference from './reference'

const points: [string, number[]][] = [
  ['around 0', uniformPoints(3000, -1, 1)],
  ['of a few turns', uniformPoints(4000, -20, 20)],
  ['of many turns', uniformPoints(3000, -(2 ** 20), 2 ** 20)],
  ['of small angles', points2To(1000, -50, -1).flatMap((x) => [x, -x])],
  // Where the result is smallest and the reduction matters most.
  ['next to whole quarter turns', Array.from({ length: 2000 }, (_, k) => (k + 1) * (Math.PI / 2))],
]

describe.each([
  ['sin', sin, reference.sin],
  ['cos', cos, reference.cos],
] as const)('%s', (name, ours, exact) => {
  it.each(points)('errs by less than 0.85 ulp %s', (_, angles) => {
    for (const x of angles) expect(reference.ulpError(ours(x), exact(x)), `${name}(${x})`).toBeLessThan(0.85)
  })

  it('stays within [-1, 1] and meets sin^2 + cos^2 = 1', () => {
    for (const x of uniformPoints(3000, -100, 100)) {
      expect(Math.abs(ours(x))).toBeLessThanOrEqual(1)
      expect(Math.abs(sin(x) * sin(x) + cos(x) * cos(x) - 1)).toBeLessThan(4e-16)
    }
  })

  it('has no value at infinity and refuses angles it has no digits for', () => {
    expect(ours(NaN)).toBeNaN()
    expect(ours(Infinity)).toBeNaN()
    expect(ours(-Infinity)).toBeNaN()
    expect(() => ours(2 ** 20 + 1)).toThrow(RangeError)
    expect(() => ours(-1e300)).toThrow('an angle takes a number from -2^20 to 2^20, got -1e+300')
  })
})

describe('sin and cos', () => {
  it('are odd and even as bits', () => {
    for (const x of uniformPoints(1000, 0, 50)) {
      expect(sin(-x)).toBe(-sin(x))
      expect(cos(-x)).toBe(cos(x))
    }
  })

  it('take their known values', () => {
    expect([sin(0), sin(-0), cos(0)]).toEqual([0, -0, 1])
    expect([sin(Math.PI / 2), cos(Math.PI)]).toEqual([1, -1])
    // The double nearest pi is 1.2246467991473532e-16 short of it.
    expect(sin(Math.PI)).toBe(1.2246467991473532e-16)
    expect(sin(Math.PI / 6)).toBeCloseTo(0.5, 15)
    expect(cos(Math.PI / 3)).toBeCloseTo(0.5, 15)
  })
})
