import { expect, it } from 'vitest'
import { FinishedEpoch } from '../../../../src/engine/training/finished-epoch'
import { beginEpoch, initialState } from '../../../../src/engine/training/session-state'

it('makes one record an epoch, when it is first asked for, with the means over samples', () => {
  let digests = 0
  const finished = new FinishedEpoch(true, () => `digest ${++digests}`)
  const state = { ...initialState(), epoch: 1, seconds: 0.5, train: { loss: 6, correct: 1, samples: 4 } }
  finished.take(state, 0.1)
  // The session goes on with the same state: what was taken must not follow it.
  beginEpoch(state, 2, 'learning')
  expect(digests).toBe(0)

  const first = finished.record
  expect(finished.record).toBe(first)
  expect(digests).toBe(1)
  // Loss 6 / 4, accuracy 1 / 4; no samples were validated.
  const unscored = { loss: null, accuracy: null }
  const wanted = { epoch: 1, train: { loss: 1.5, accuracy: 0.25 }, validation: unscored, learningRate: 0.1, seconds: 0.5, weightDigest: 'digest 1' }
  expect(first).toEqual(wanted)

  finished.take({ ...state, validation: { loss: 3, correct: 2, samples: 2 } }, 0.2)
  expect(finished.record).toEqual({
    epoch: 2,
    train: unscored,
    validation: { loss: 1.5, accuracy: 1 },
    learningRate: 0.2,
    seconds: 0,
    weightDigest: 'digest 2',
  })
  expect(first).toEqual(wanted)
})

it('has no accuracy where there are no classes', () => {
  const finished = new FinishedEpoch(false, () => '')
  finished.take({ ...initialState(), train: { loss: 1, correct: 0, samples: 2 } }, 0.1)
  expect(finished.record.train).toEqual({ loss: 0.5, accuracy: null })
})
