import { describe, expect, it } from 'vitest'
import { createSchedule } from '../../../../src/engine/schedules/registry'
import { SteeredSchedule } from '../../../../src/engine/schedules/steered'

const trial = { baseRate: 0.1, epochs: 10 }
const rates = (schedule: SteeredSchedule, epochs: readonly number[]) => epochs.map((epoch) => schedule.rate(epoch))

describe('SteeredSchedule', () => {
  it('takes a changed rate as it is where the schedule is constant, until the next change', () => {
    const constant = createSchedule({ name: 'constant' }, trial)
    const steered = new SteeredSchedule(constant, trial, [{ epoch: 3, learningRate: 0.3 }])
    // 0.1 (0.3 / 0.1) would be 0.30000000000000004.
    expect(rates(steered, [0, 1, 2, 3, 10])).toEqual([0.1, 0.1, 0.1, 0.3, 0.3])
    steered.change({ epoch: 5, learningRate: 0.7 })
    expect(rates(steered, [2, 4, 5])).toEqual([0.1, 0.3, 0.7])
    // What has not taken effect gives way.
    steered.change({ epoch: 4, learningRate: 0.2 })
    expect(rates(steered, [3, 4, 5, 10])).toEqual([0.3, 0.2, 0.2, 0.2])
  })

  it('bends the changed rate as the schedule bent the first: half of 0.1 after two epochs becomes half of 0.4', () => {
    const step = createSchedule({ name: 'step', every: 2, gamma: 0.5 }, trial)
    // e = epoch - 1: epochs 1 and 2 have the whole rate, 3 and 4 half of it, 5 a quarter.
    const steered = new SteeredSchedule(step, trial, [{ epoch: 4, learningRate: 0.4 }])
    expect(rates(steered, [1, 2, 3, 4, 5])).toEqual([0.1, 0.1, 0.05, 0.2, 0.1])
  })

  it('leaves a schedule that listens its own memory, which a checkpoint keeps', () => {
    const plateau = createSchedule(
      { name: 'reduce_on_plateau', factor: 0.5, patience: 0, threshold: 0, thresholdMode: 'absolute', cooldown: 0, minimumRate: 0 },
      trial,
    )
    const steered = new SteeredSchedule(plateau, trial, [{ epoch: 2, learningRate: 1 }])
    expect(steered.state).toBe(plateau.state)
    steered.observe?.(1)
    steered.observe?.(2)
    expect(rates(steered, [1, 2])).toEqual([0.05, 0.5])
    expect(new SteeredSchedule(createSchedule({ name: 'constant' }, trial), trial).observe).toBeUndefined()
  })
})
