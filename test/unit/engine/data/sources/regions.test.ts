import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../../src/engine/data/data-error'
import { labelSquare } from '../../../../../src/engine/data/points'
import { createStream } from '../../../../../src/engine/random/stream'
import { classSizes, draw, parameter, truthAccuracy } from './draw'

describe.each(['half_plane', 'xor', 'checkerboard'])('%s', (source) => {
  it('is labelled by its own truth, balanced or not, within the square', () => {
    for (const imbalance of [0, 0.05, 0.5]) {
      const drawn = draw({ source, samples: 400, imbalance }, 2)
      expect(truthAccuracy(drawn)).toBe(1)
      expect(Math.max(...drawn.rows.flat().map(Math.abs))).toBeLessThanOrEqual(1)
    }
  })
})

describe('half_plane', () => {
  it('cuts by its normal and offset', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { truth, rows, labels } = draw({ source: 'half_plane' }, seed)
      const [a = NaN, b = NaN] = parameter(truth, 'normal')
      const [offset = NaN] = parameter(truth, 'offset')
      expect(Math.hypot(a, b)).toBeCloseTo(1, 14)
      expect(Math.abs(offset)).toBeLessThanOrEqual(0.2)
      rows.forEach(([x, y], i) => expect(labels[i]).toBe(a * x! + b * y! > offset ? 1 : 0))
    }
  })

  it('turns the cut anywhere and uses the whole range of offsets', () => {
    const truths = Array.from({ length: 800 }, (_, seed) => draw({ source: 'half_plane', samples: 4, offset: 0.5 }, seed + 1).truth)
    const quadrants = [0, 0, 0, 0]
    let largest = 0
    for (const truth of truths) {
      const [a = NaN, b = NaN] = parameter(truth, 'normal')
      quadrants[(a > 0 ? 1 : 0) + (b > 0 ? 2 : 0)]!++
      largest = Math.max(largest, Math.abs(parameter(truth, 'offset')[0]!))
    }
    // Binomial with n = 800, p = 1/4: five standard deviations are 61.
    for (const count of quadrants) expect(Math.abs(count - 200)).toBeLessThan(61)
    expect(largest).toBeGreaterThan(0.49)
    expect(largest).toBeLessThanOrEqual(0.5)
  })

  it('passes through the origin at offset 0', () => {
    expect(parameter(draw({ source: 'half_plane', offset: 0 }).truth, 'offset')[0]).toBeCloseTo(0, 15)
  })
})

describe('labelSquare', () => {
  it('gives up with a typed error where a class that is asked for has no room', () => {
    const stream = createStream(1, 'data')
    const draw = () => labelSquare({ samples: 4, classes: 2, imbalance: 0.25 }, stream, 'nowhere', () => 0)
    // The second of four samples is the one of class 1; by then 20,400 points may be drawn.
    expect(draw).toThrow(DataError)
    expect(draw).toThrow('nowhere, sample 1: expected a point of class 1, found none after 20400 draws: the class has hardly any room in the square')
  })
})

describe('xor', () => {
  it('labels the second and fourth quadrant 1', () => {
    const drawn = draw({ source: 'xor', samples: 1000 }, 2)
    drawn.rows.forEach(([x, y], i) => expect(drawn.labels[i]).toBe(x! * y! < 0 ? 1 : 0))
    // Binomial with n = 1000, p = 1/2: five standard deviations are 79.
    expect(Math.abs(classSizes(drawn)[1]! - 500)).toBeLessThan(79)
  })
})

describe('checkerboard', () => {
  it('starts with class 0 at the lower left and changes from cell to cell', () => {
    const { truth } = draw({ source: 'checkerboard', cells: 3 })
    if (truth.kind !== 'classes') throw new Error('expected classes')
    const middles = [-2 / 3, 0, 2 / 3]
    expect(middles.map((y) => middles.map((x) => truth.classOf([x, y])))).toEqual([
      [0, 1, 0],
      [1, 0, 1],
      [0, 1, 0],
    ])
    expect([truth.classOf([-1.1, 0]), truth.classOf([-0.9, 0])]).toEqual([0, 1])
  })
})
