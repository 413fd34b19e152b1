import { describe, expect, it } from 'vitest'
import { classSizes, deviation, draw, truthAccuracy } from './draw'

describe.each(['circles', 'moons', 'spirals'])('%s', (source) => {
  it('without noise is what its truth says, in even classes', () => {
    const drawn = draw({ source, noise: 0, samples: 501 })
    expect(truthAccuracy(drawn)).toBe(1)
    expect(classSizes(drawn)).toEqual([251, 250])
  })

  it('with little noise is mostly so', () => {
    const accuracy = truthAccuracy(draw({ source, noise: 0.1, samples: 2000 }))
    expect(accuracy).toBeGreaterThan(0.7)
    expect(accuracy).toBeLessThan(1)
  })
})

describe('circles', () => {
  it('have the radii 1 and the factor, all around', () => {
    const { rows, labels } = draw({ source: 'circles', noise: 0, factor: 0.25, samples: 1000 })
    rows.forEach(([x, y], i) => expect(Math.hypot(x!, y!)).toBeCloseTo(labels[i] === 0 ? 1 : 0.25, 14))
    const quadrants = [0, 0, 0, 0]
    for (const [x, y] of rows) quadrants[(x! > 0 ? 1 : 0) + (y! > 0 ? 2 : 0)]!++
    // Binomial with n = 1000, p = 1/4: five standard deviations are 69.
    for (const count of quadrants) expect(Math.abs(count - 250)).toBeLessThan(69)
  })

  it('have noise of the given size on each coordinate', () => {
    // With factor 0 the points of class 1 are nothing but noise.
    const { rows, labels } = draw({ source: 'circles', factor: 0, noise: 0.2, samples: 8000 })
    const inner = rows.filter((_, i) => labels[i] === 1).flat()
    // The standard deviation of a sample standard deviation is 0.2 / sqrt(16000) = 0.0016.
    expect(Math.abs(deviation(inner) - 0.2)).toBeLessThan(0.008)
  })
})

describe('moons', () => {
  it('are half circles of radius 1, one above its centre and one below', () => {
    const { rows, labels } = draw({ source: 'moons', noise: 0 })
    rows.forEach(([x, y], i) => {
      const side = labels[i] === 0 ? 1 : -1
      expect(Math.hypot(x! + side * 0.5, y! + side * 0.25)).toBeCloseTo(1, 14)
      expect(side * y! + 0.25).toBeGreaterThanOrEqual(0)
    })
  })
})

describe('spirals', () => {
  it.each([2, 3, 5, 10])('have %d arms that the truth tells apart', (classes) => {
    const drawn = draw({ source: 'spirals', classes, turns: 3, noise: 0, samples: 600 })
    expect(truthAccuracy(drawn)).toBe(1)
    expect(new Set(drawn.labels).size).toBe(classes)
  })

  it('wind by the radius', () => {
    const { rows, labels } = draw({ source: 'spirals', classes: 4, turns: 0, noise: 0 })
    // Without turns arm c is the ray at c quarter turns.
    rows.forEach(([x, y], i) => {
      const [along, across] = [
        [x, y],
        [y, x],
        [-x!, y],
        [-y!, x],
      ][labels[i]!]!
      expect(along).toBeGreaterThanOrEqual(0.1)
      expect(along).toBeLessThanOrEqual(1)
      expect(Math.abs(across!)).toBeLessThan(1e-15)
    })
  })
})
