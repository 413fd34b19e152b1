/** How far trials are, and how long the rest takes. */
import { describe, expect, test } from 'vitest'
import { epochsOf, summariseTrials, timeLeft } from '../../../../src/renderer/composables/trialProgress'
import { runRow } from '../fake-lab'

describe('epochs of a trial', () => {
  test('count the begun epoch by its batches', () => {
    expect(epochsOf(runRow({ epochsDone: 2 }), { epoch: 2, batch: 3, batches: 12 })).toBe(2.25)
  })
  test('ignore progress that is older than the row, and progress of a trial that rests', () => {
    expect(epochsOf(runRow({ epochsDone: 3 }), { epoch: 2, batch: 11, batches: 12 })).toBe(3)
    expect(epochsOf(runRow({ epochsDone: 3, status: 'paused' }), { epoch: 3, batch: 6, batches: 12 })).toBe(3)
  })
})

describe('all trials together', () => {
  test('a trial that ended early counts with what it did while others go on', () => {
    // 500 of 500 and 250 of 1000: 750 of 1500.
    const rows = [runRow({ id: 1, status: 'diverged', epochsDone: 500 }), runRow({ id: 2, epochsDone: 250 })]
    expect(summariseTrials(rows, new Map())).toMatchObject({ epochsDone: 750, epochsTotal: 1500, fraction: 0.5, byStatus: { diverged: 1, running: 1 } })
  })
  test('an experiment that was stopped half way is not complete', () => {
    expect(summariseTrials([runRow({ status: 'stopped', epochsDone: 500 })], new Map())).toMatchObject({ fraction: 0.5, epoch: 500, epochs: 1000 })
  })
  test('the epoch shown is that of the furthest trial that moves', () => {
    const rows = [runRow({ id: 1, status: 'done', epochsDone: 1000 }), runRow({ id: 2, epochsDone: 40 }), runRow({ id: 3, epochsDone: 70 })]
    expect(summariseTrials(rows, new Map()).epoch).toBe(70)
  })
})

describe('time left', () => {
  test('goes by the rate between the first and the last sample', () => {
    // 30 epochs in 10 s: the other 60 take 20 s.
    const samples = [
      { at: 100, done: 10 },
      { at: 105, done: 35 },
      { at: 110, done: 40 },
    ]
    expect(timeLeft(samples, 100)).toBe(20)
  })
  test('is unknown before a second has passed or anything was done', () => {
    expect(timeLeft([], 100)).toBeNull()
    expect(
      timeLeft(
        [
          { at: 0, done: 0 },
          { at: 0.5, done: 9 },
        ],
        100,
      ),
    ).toBeNull()
    expect(
      timeLeft(
        [
          { at: 0, done: 5 },
          { at: 9, done: 5 },
        ],
        100,
      ),
    ).toBeNull()
  })
})
