import { expect, test } from 'vitest'
import { headlineScore, spreadOf } from '../../../../src/renderer/rooms/run/scores'
import { runRow, score } from './run-row'

test('the validation counts, or the training where there is no validation', () => {
  expect(headlineScore(score(1, 0.5, [0.4, 0.9]), 'loss')).toBe(0.4)
  expect(headlineScore(score(1, 0.5, [0.4, 0.9]), 'accuracy')).toBe(0.9)
  expect(headlineScore(score(1, 0.5), 'loss')).toBe(0.5)
  expect(headlineScore(null, 'loss')).toBeNull()
})

test('an epoch between evaluations has no score: that of the training is not shown in its place', () => {
  const best = score(3, 0.6, [0.4, 0.9])
  expect(headlineScore(score(5, 0.5), 'loss', best)).toBeNull()
  expect(spreadOf([runRow({ last: score(5, 0.5), best })], 'loss')).toBeNull()
  expect(spreadOf([runRow({ last: score(6, 0.5, [0.45, 0.8]), best })], 'loss')).toMatchObject({ centre: 0.45, n: 1 })
})
