import { describe, expect, it } from 'vitest'
import { confidenceOf, readAnswers, samplesOf } from '../../../../../src/renderer/rooms/inspect/readAnswers'
import { largestResiduals, readResiduals } from '../../../../../src/renderer/rooms/inspect/residuals'

/** Five samples of two classes: three right, sample 1 and sample 4 wrong. */
const answers = {
  task: 'classification' as const,
  classes: 2,
  labels: Uint8Array.of(0, 0, 1, 1, 1),
  probabilities: Float64Array.of(0.9, 0.1, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6, 0.6, 0.4),
}

describe('readAnswers', () => {
  const reading = readAnswers(answers)

  it('counts and scores', () => {
    // Answers 0, 1, 1, 1, 0. Rows are the true class.
    expect([...reading.confusion]).toEqual([1, 1, 1, 2])
    expect(reading.accuracy).toBe(3 / 5)
    // Class 1: of three answered so two are; of three of the class two are found.
    expect(reading.scores.classes[1]).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 })
    // -(ln 0.9 + ln 0.3 + ln 0.8 + ln 0.6 + ln 0.4) / 5
    expect(reading.negativeLogLikelihood).toBeCloseTo(-Math.log(0.9 * 0.3 * 0.8 * 0.6 * 0.4) / 5, 12)
    // Of 15 bins: 0.6 twice in (8/15, 9/15], one right of two, off by 0.1; 0.7 wrong, off by 0.7; 0.8 right, off by 0.2; 0.9 right, off by 0.1.
    expect(reading.calibration.expectedError).toBeCloseTo((2 * 0.1 + 0.7 + 0.2 + 0.1) / 5, 12)
  })

  it('finds the misclassified samples, by confidence either way and as in the data', () => {
    expect(samplesOf(reading, null, 'surest')).toEqual([1, 4])
    expect(samplesOf(reading, null, 'unsurest')).toEqual([4, 1])
    expect(samplesOf(reading, null, 'number')).toEqual([1, 4])
    expect([1, 4].map((sample) => confidenceOf(reading, sample))).toEqual([0.7, 0.6])
  })

  it('opens a cell', () => {
    expect(samplesOf(reading, { truth: 1, predicted: 1 }, 'unsurest')).toEqual([3, 2])
    expect(samplesOf(reading, { truth: 1, predicted: 0 }, 'surest')).toEqual([4])
  })
})

describe('readResiduals', () => {
  /** Two outputs of three samples. */
  const values = {
    task: 'regression' as const,
    outputs: 2,
    targets: Float64Array.of(1, 10, 2, 20, 3, 30),
    predictions: Float64Array.of(1, 12, 3, 20, 5, 26),
  }

  it('is target minus answer, of the chosen output', () => {
    const first = readResiduals(values, 0)
    expect(first.residuals.map(({ residual }) => residual)).toEqual([0, -1, -2])
    // Squares 0, 1, 4; targets vary around 2 by 1, 0, 1.
    expect(first.rootMeanSquared).toBeCloseTo(Math.sqrt(5 / 3), 12)
    expect(first).toMatchObject({ meanAbsolute: 1, r2: 1 - 5 / 2, bias: -1 })
    expect(readResiduals(values, 1).residuals.map(({ residual }) => residual)).toEqual([-2, 0, 4])
  })

  it('lists the largest of either sign first', () => {
    expect(largestResiduals(readResiduals(values, 1).residuals, 2).map(({ sample }) => sample)).toEqual([2, 0])
  })
})
