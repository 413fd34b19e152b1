import { describe, expect, it } from 'vitest'
import { blobCentres } from '../../../../../src/engine/data/sources/blobs'
import { gridCentres } from '../../../../../src/engine/data/sources/gaussians'
import { classSizes, deviation, draw, parameter, truthAccuracy } from './draw'

describe.each(['blobs', 'gaussians'])('%s', (source) => {
  it('deals the classes out evenly and spreads the points around their centres', () => {
    const drawn = draw({ source, samples: 3001, classes: 3, spread: 0.25 }, 4)
    expect(classSizes(drawn)).toEqual([1001, 1000, 1000])
    const centres = parameter(drawn.truth, 'centres')
    for (const axis of [0, 1]) {
      const offsets = drawn.rows.map((row, i) => row[axis]! - centres[2 * drawn.labels[i]! + axis]!)
      // Standard deviations: 0.25 / sqrt(3001) = 0.0046 and 0.25 / sqrt(6002) = 0.0032.
      expect(Math.abs(offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length)).toBeLessThan(0.023)
      expect(Math.abs(deviation(offsets) - 0.25)).toBeLessThan(0.016)
    }
  })

  it('without spread is what its truth says', () => {
    for (const classes of [2, 5, 10]) expect(truthAccuracy(draw({ source, classes, spread: 0 }))).toBe(1)
  })
})

describe('blobs', () => {
  it.each([2, 3, 4, 5, 6, 7, 8, 9, 10])('puts %d centres evenly on the circle of radius 0.7', (classes) => {
    const centres = blobCentres(classes)
    expect(centres).toHaveLength(classes)
    centres.forEach(([x, y], k) => {
      expect(Math.abs(x - 0.7 * Math.cos((2 * Math.PI * k) / classes))).toBeLessThan(1e-15)
      expect(Math.abs(y - 0.7 * Math.sin((2 * Math.PI * k) / classes))).toBeLessThan(1e-15)
    })
  })

  it('refuses more classes than it has directions for', () => {
    expect(() => blobCentres(11)).toThrow('blobs take 2 to 10 classes, got 11')
    expect(() => blobCentres(1)).toThrow(RangeError)
  })

  it('without spread puts each point on its centre', () => {
    expect(draw({ source: 'blobs', samples: 6, classes: 2, spread: 0 }).rows.slice(0, 3)).toEqual([
      [0.7, 0],
      [-0.7, 0],
      [0.7, 0],
    ])
  })
})

describe('gaussians', () => {
  it('puts centres in the middle of the cells of a grid', () => {
    // 4 classes: 2 x 2 cells of side 1.
    expect(gridCentres(4)).toEqual([
      [-0.5, -0.5],
      [0.5, -0.5],
      [-0.5, 0.5],
      [0.5, 0.5],
    ])
    // 2 classes: two cells beside each other; 10 classes: 4 columns, 3 rows.
    expect(gridCentres(2)).toEqual([
      [-0.5, 0],
      [0.5, 0],
    ])
    expect(gridCentres(10).at(-1)).toEqual([-0.25, expect.closeTo(2 / 3, 14)])
  })

  it('draws random centres anew for each seed, in the square', () => {
    const [first, other] = [1, 2].map((seed) => parameter(draw({ source: 'gaussians', centres: 'random' }, seed).truth, 'centres'))
    expect(first).toHaveLength(8)
    expect(Math.max(...first!.map(Math.abs))).toBeLessThanOrEqual(1)
    expect(other).not.toEqual(first)
  })
})
