/** Counting right predictions. */
import { expect, test } from 'vitest'
import { scorePredictions, toPrediction, type Prediction } from '../../../src/cli/score'

function answer(writer: number | null, digit: number | null, predicted: number | null): Prediction {
  return { writer, digit, predicted, probabilities: null }
}

test('shares in all, by writer and by digit', () => {
  // Writer 1: 3, 3 right and 4 wrong; writer 2: 4 right. Threes: 2 of 2; fours: 1 of 2.
  const scores = scorePredictions([answer(1, 3, 3), answer(1, 3, 3), answer(1, 4, 9), answer(2, 4, 4)])
  expect(scores).toEqual({ accuracy: 3 / 4, accuracyByWriter: { 1: 2 / 3, 2: 1 }, accuracyByDigit: { 3: 1, 4: 1 / 2 } })
})

test('what has no label counts nowhere, what was not read counts as wrong', () => {
  expect(scorePredictions([answer(1, null, 3), answer(null, 5, null), answer(null, 5, 5)])).toEqual({
    accuracy: 1 / 2,
    accuracyByWriter: {},
    accuracyByDigit: { 5: 1 / 2 },
  })
})

test('without any label there is no accuracy', () => {
  expect(scorePredictions([answer(1, null, 3)])).toEqual({ accuracy: null, accuracyByWriter: {}, accuracyByDigit: {} })
})

test('the class is the first of the highest probability', () => {
  expect(toPrediction(Float64Array.of(0.1, 0.45, 0.45), { writer: 2, digit: 1 })).toEqual({
    writer: 2,
    digit: 1,
    predicted: 1,
    probabilities: [0.1, 0.45, 0.45],
  })
})
