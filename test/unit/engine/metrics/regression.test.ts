import { describe, expect, it } from 'vitest'
import { meanAbsoluteError, r2, rootMeanSquaredError } from '../../../../src/engine/metrics/regression'

// Errors 1, 0, -2: squares 5 in all. Targets 1, 2, 6, mean 3: 4 + 1 + 9 = 14.
const targets = [1, 2, 6]
const predictions = [2, 2, 4]

describe('regression metrics', () => {
  it('measure the error in units of the target', () => {
    expect(rootMeanSquaredError(targets, predictions)).toBeCloseTo(Math.sqrt(5 / 3), 15)
    expect(meanAbsoluteError(targets, predictions)).toBe(1)
    expect(r2(targets, predictions)).toBeCloseTo(1 - 5 / 14, 15)
  })

  it('call R² 0 as good as the mean, and less worse', () => {
    expect(r2(targets, [3, 3, 3])).toBe(0)
    expect(r2(targets, targets)).toBe(1)
    // Errors 5, 0, -5: 1 - 50/14.
    expect(r2(targets, [6, 2, 1])).toBeCloseTo(1 - 50 / 14, 15)
  })

  it('give R² 1 or 0 where the targets do not vary, though their mean rounds', () => {
    expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toBe(1)
    expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.2])).toBe(0)
  })

  it('average the scores of several outputs', () => {
    // Output 0: errors 1, 1; output 1: errors 0, 4. RMSE (1 + sqrt 8) / 2, MAE (1 + 2) / 2.
    const [several, guesses] = [
      [0, 0, 2, 10],
      [1, 0, 3, 14],
    ]
    expect(rootMeanSquaredError(several, guesses, 2)).toBeCloseTo((1 + Math.sqrt(8)) / 2, 15)
    expect(meanAbsoluteError(several, guesses, 2)).toBe(1.5)
    // R²: 1 - 2/2 and 1 - 16/50.
    expect(r2(several, guesses, 2)).toBeCloseTo((0 + 34 / 50) / 2, 15)
  })

  it('say null where there is nothing to say', () => {
    expect([rootMeanSquaredError([], []), meanAbsoluteError([], []), r2([], [])]).toEqual([null, null, null])
    expect(r2([1], [1])).toBeNull()
  })

  it('refuse sizes that do not match', () => {
    expect(() => r2([1, 2], [1])).toThrow('2 targets do not match 1 predictions')
    expect(() => meanAbsoluteError([1, 2, 3], [1, 2, 3], 2)).toThrow('3 targets are no rows of 2 outputs')
  })
})
