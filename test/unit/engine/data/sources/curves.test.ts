import { describe, expect, it } from 'vitest'
import { evaluatePolynomial } from '../../../../../src/engine/data/sources/polynomial'
import { draw, parameter } from './draw'

const seeds = Array.from({ length: 400 }, (_, i) => i + 1)

describe('line', () => {
  it('draws slopes of both signs with sizes in [0.5, 2], intercepts and points in [-1, 1]', () => {
    const truths = seeds.map((seed) => draw({ source: 'line', samples: 4 }, seed).truth)
    const slopes = truths.flatMap((truth) => parameter(truth, 'slope'))
    const intercepts = truths.flatMap((truth) => parameter(truth, 'intercept'))
    expect(slopes).toHaveLength(400)
    for (const slope of slopes) {
      expect(Math.abs(slope)).toBeGreaterThanOrEqual(0.5)
      expect(Math.abs(slope)).toBeLessThanOrEqual(2)
    }
    // Binomial with n = 400, p = 1/2: five standard deviations are 50.
    expect(Math.abs(slopes.filter((slope) => slope > 0).length - 200)).toBeLessThan(50)
    expect(Math.max(...intercepts.map(Math.abs))).toBeLessThanOrEqual(1)
    expect(Math.min(...intercepts)).toBeLessThan(-0.9)
    expect(Math.max(...intercepts)).toBeGreaterThan(0.9)
    const x = draw({ source: 'line', samples: 2000 }).rows.flat()
    expect(Math.max(...x)).toBeLessThanOrEqual(1)
    expect(Math.min(...x)).toBeGreaterThanOrEqual(-1)
    expect(Math.max(...x) - Math.min(...x)).toBeGreaterThan(1.99)
  })

  it('is slope times x plus intercept', () => {
    const { truth } = draw({ source: 'line' }, 3)
    const [slope, intercept] = [parameter(truth, 'slope')[0]!, parameter(truth, 'intercept')[0]!]
    expect(truth.kind === 'values' && truth.answer([0.25])).toEqual([slope * 0.25 + intercept])
  })
})

describe('sine', () => {
  it('repeats itself `cycles` times between -1 and 1', () => {
    const { truth } = draw({ source: 'sine', cycles: 4 }, 2)
    if (truth.kind !== 'values') throw new Error('expected values')
    // A period is 2 / 4.
    for (const x of [-1, -0.3, 0, 0.2]) expect(truth.answer([x + 0.5])[0]).toBeCloseTo(truth.answer([x])[0]!, 12)
    const [phase] = parameter(truth, 'phase')
    expect(truth.answer([0.1])[0]).toBeCloseTo(Math.sin(4 * Math.PI * 0.1 + phase!), 13)
  })

  it('starts anywhere', () => {
    const phases = seeds.flatMap((seed) => parameter(draw({ source: 'sine', samples: 4 }, seed).truth, 'phase'))
    expect(Math.min(...phases)).toBeGreaterThanOrEqual(0)
    expect(Math.min(...phases)).toBeLessThan(0.1)
    expect(Math.max(...phases)).toBeLessThan(2 * Math.PI)
    expect(Math.max(...phases)).toBeGreaterThan(6.18)
  })
})

describe('polynomial', () => {
  it('has a coefficient more than its degree, each in [-1, 1]', () => {
    for (const degree of [0, 3, 20]) {
      const coefficients = parameter(draw({ source: 'polynomial', degree }).truth, 'coefficients')
      expect(coefficients).toHaveLength(degree + 1)
      expect(coefficients.every((c) => c >= -1 && c <= 1)).toBe(true)
    }
  })

  it('is a constant at degree 0', () => {
    const { targets } = draw({ source: 'polynomial', degree: 0, noise: 0 })
    expect(new Set(targets.flat()).size).toBe(1)
  })

  it('sums the powers', () => {
    // 1 + 2 * 3 - 4 * 9 = -29
    expect(evaluatePolynomial([1, 2, -4], 3)).toBe(-29)
    expect(evaluatePolynomial([0.5], 7)).toBe(0.5)
  })
})

describe('linear_map', () => {
  it('multiplies by the weights and adds the biases', () => {
    const { truth } = draw({ source: 'linear_map', inputs: 2, outputs: 3 }, 4)
    const [weights, biases] = [parameter(truth, 'weights'), parameter(truth, 'biases')]
    expect([weights.length, biases.length]).toEqual([6, 3])
    const answer = truth.kind === 'values' ? truth.answer([2, -1]) : []
    for (const o of [0, 1, 2]) expect(answer[o]).toBeCloseTo(2 * weights[2 * o]! - weights[2 * o + 1]! + biases[o]!, 14)
  })

  it('draws weights of variance 1 / inputs', () => {
    const weights = parameter(draw({ source: 'linear_map', samples: 4, inputs: 100, outputs: 50 }).truth, 'weights')
    const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length
    // The standard deviation of a sample variance is 0.01 sqrt(2 / 5000) = 0.0002.
    expect(Math.abs(variance - 0.01)).toBeLessThan(0.001)
  })
})
