import { describe, expect, it } from 'vitest'
import { calibration } from '../../../../src/engine/metrics/calibration'
import { negativeLogLikelihood } from '../../../../src/engine/metrics/likelihood'

/** Rows of two classes that favour class 0 with the given confidence. */
const favouring = (...confidences: number[]) => confidences.flatMap((p) => [p, 1 - p])

describe('calibration', () => {
  it('compares the accuracy of each bin with its mean confidence', () => {
    // Four bins. 0.6 and 0.7 lie in (0.5, 0.75], one of two right: accuracy 0.5, confidence 0.65. 0.9 and 1 in (0.75, 1], both right: 1, 0.95.
    const { bins, expectedError, maximumError } = calibration([0, 1, 0, 0], favouring(0.6, 0.7, 0.9, 1), 2, 4)
    const empty = { count: 0, accuracy: 0, confidence: 0 }
    expect(bins.map(({ count, accuracy }) => ({ count, accuracy }))).toEqual(
      [empty, empty, { count: 2, accuracy: 0.5 }, { count: 2, accuracy: 1 }].map(({ count, accuracy }) => ({ count, accuracy })),
    )
    expect(bins[2]?.confidence).toBeCloseTo(0.65, 15)
    expect(bins[3]?.confidence).toBeCloseTo(0.95, 15)
    // 2/4 x 0.15 + 2/4 x 0.05
    expect(expectedError).toBeCloseTo(0.1, 14)
    expect(maximumError).toBeCloseTo(0.15, 14)
  })

  it('counts an edge to the bin below it, at every edge', () => {
    for (const bins of [2, 10, 15, 49, 100]) {
      for (let edge = Math.ceil(bins / 2); edge <= bins; edge++) {
        const confidence = edge / bins
        const at = calibration([0], favouring(confidence), 2, bins).bins.findIndex(({ count }) => count === 1)
        expect(at, `${edge}/${bins}`).toBe(edge - 1)
      }
    }
  })

  it('has no error without samples', () => {
    expect(calibration([], [], 2, 3)).toMatchObject({ expectedError: null, maximumError: null, bins: [{ count: 0 }, { count: 0 }, { count: 0 }] })
  })

  it('refuses what is no probability', () => {
    expect(() => calibration([0], [2, 1], 2)).toThrow('sample 0 has the confidence 2')
    expect(() => calibration([0], [NaN, NaN], 2)).toThrow('sample 0 has the confidence NaN')
    expect(() => calibration([2], [1, 0], 2)).toThrow('sample 0 has the class 2, of 2')
    expect(() => calibration([0], [1, 0], 2, 0)).toThrow('at least 1 bin')
  })
})

describe('negativeLogLikelihood', () => {
  it('is the mean of -ln p of the true class', () => {
    expect(negativeLogLikelihood([0, 1], [0.5, 0.5, 0.75, 0.25], 2)).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 15)
    expect(negativeLogLikelihood([0], [1, 0], 2)).toBe(0)
    expect(negativeLogLikelihood([], [], 2)).toBeNull()
  })

  it('is infinite where the truth was held to be impossible', () => {
    expect(negativeLogLikelihood([1], [1, 0], 2)).toBe(Infinity)
  })
})
