import { describe, expect, it } from 'vitest'
import { scheduleSchema } from '../../../../src/engine/config/optimizer'
import { trialSchema } from '../../../../src/engine/config/experiment'
import { listProblems, type Problem } from '../../../../src/engine/config/validate'
import { checkSchedule, createSchedule, schedules } from '../../../../src/engine/schedules/registry'
import { xorTrial } from '../training/small-trials'

/** Rates of all epochs, the first with `baseRate` 1 unless told otherwise. */
function rates(config: unknown, epochs: number, baseRate = 1): number[] {
  const schedule = createSchedule(scheduleSchema.parse(config), { baseRate, epochs })
  return Array.from({ length: epochs }, (_, i) => schedule.rate(i + 1))
}

function expectRates(got: number[], want: number[]): void {
  expect(got).toHaveLength(want.length)
  for (const [i, rate] of want.entries()) expect(got[i], `epoch ${i + 1}`).toBeCloseTo(rate, 12)
}

const half = Math.SQRT1_2

it('constant keeps the rate', () => {
  expectRates(rates('constant', 3, 0.1), [0.1, 0.1, 0.1])
})

it('step multiplies by gamma every so many epochs', () => {
  expectRates(rates({ name: 'step', every: 2, gamma: 0.5 }, 5, 0.8), [0.8, 0.8, 0.4, 0.4, 0.2])
})

it('exponential multiplies by gamma every epoch', () => {
  expectRates(rates({ name: 'exponential', gamma: 0.5 }, 4), [1, 0.5, 0.25, 0.125])
})

describe('cosine', () => {
  it('falls along half a wave and is still above the lowest rate in the last epoch', () => {
    // (1 + cos(pi e / 4)) / 2 for e = 0 to 3
    expectRates(rates('cosine', 4), [1, (1 + half) / 2, 0.5, (1 - half) / 2])
  })

  it('reaches the lowest rate after its period, and rises again', () => {
    // 0.2 + 0.8 (1 + cos(pi e / 2)) / 2
    expectRates(rates({ name: 'cosine', period: 2, minimumRate: 0.2 }, 5), [1, 0.6, 0.2, 0.6, 1])
  })
})

describe('warm-up, then cosine', () => {
  it('rises from one step of the ramp and reaches the rate in the last epoch of the warm-up', () => {
    // (e + 1) / 2, then (1 + cos(pi (e - 2) / 4)) / 2
    expectRates(rates({ name: 'warmup_cosine', warmupEpochs: 2 }, 6), [0.5, 1, 1, (1 + half) / 2, 0.5, (1 - half) / 2])
  })

  it('rises from the start factor and reaches the rate in the first epoch after the warm-up', () => {
    // 0.2 + 0.8 e / 2, then the same
    const config = { name: 'warmup_cosine', warmupEpochs: 2, ramp: 'from_start_factor', startFactor: 0.2 }
    expectRates(rates(config, 6), [0.2, 0.6, 1, (1 + half) / 2, 0.5, (1 - half) / 2])
  })

  it('is the cosine alone without a warm-up, and the ramp alone where the warm-up takes all epochs', () => {
    expectRates(rates({ name: 'warmup_cosine', warmupEpochs: 0 }, 4), rates('cosine', 4))
    expectRates(rates({ name: 'warmup_cosine', warmupEpochs: 4 }, 4), [0.25, 0.5, 0.75, 1])
  })

  it('falls to the lowest rate, not the ramp', () => {
    // 0.5 + 0.5 (1 + cos(pi e / 2)) / 2 for e = 0, 1
    expectRates(rates({ name: 'warmup_cosine', warmupEpochs: 1, minimumRate: 0.5 }, 3), [1, 1, 0.75])
  })
})

describe('one cycle', () => {
  it('rises along half a cosine to the peak, and falls along another', () => {
    // 11 epochs, rise 3/11: the peak is at e = 2. Start 1/4; end 1/4 / 10.
    const got = rates({ name: 'one_cycle', rise: 3 / 11, startDivisor: 4, endDivisor: 10 }, 11)
    expect(got[0]).toBeCloseTo(0.25, 12)
    expect(got[1]).toBeCloseTo((0.25 + 1) / 2, 12)
    expect(got[2]).toBeCloseTo(1, 12)
    expect(got[6]).toBeCloseTo((1 + 0.025) / 2, 12)
    expect(got[10]).toBeCloseTo(0.025, 12)
  })

  it('moves along lines when asked to', () => {
    // the peak at e = 0.5 5 - 1 = 1.5: 0.1 + 0.9 e / 1.5, then 1 - 0.99 (e - 1.5) / 2.5
    const config = { name: 'one_cycle', rise: 0.5, startDivisor: 10, endDivisor: 10, anneal: 'line' }
    expectRates(rates(config, 5), [0.1, 0.7, 1 - 0.99 * 0.2, 1 - 0.99 * 0.6, 0.01])
  })

  it('begins at the peak where the rise is shorter than one step', () => {
    expectRates(rates({ name: 'one_cycle', rise: 0, startDivisor: 2, endDivisor: 2 }, 3), [1, 0.625, 0.25])
    expectRates(rates('one_cycle', 1), [1])
  })

  it('ends at the peak where it rises throughout', () => {
    expectRates(rates({ name: 'one_cycle', rise: 1, startDivisor: 2 }, 3), [0.5, 0.75, 1])
  })
})

describe('reduce on plateau', () => {
  /** The rate after each of the losses. */
  function after(config: object, losses: number[], baseRate = 1): number[] {
    const schedule = createSchedule(scheduleSchema.parse({ name: 'reduce_on_plateau', factor: 0.5, patience: 1, threshold: 0, ...config }), {
      baseRate,
      epochs: losses.length,
    })
    return losses.map((loss, i) => {
      schedule.observe?.(loss)
      return schedule.rate(i + 2)
    })
  }

  it('lowers the rate after more bad epochs in a row than its patience', () => {
    // best 3, bad, best 2, bad, bad: lower; bad, bad: lower
    expect(after({}, [3, 4, 2, 2, 2, 5, 5])).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.25])
  })

  it('asks for a loss that is lower by the threshold, as a share or a difference', () => {
    // below 10 (1 - 0.1) = 9: 9 is bad, 8.9 is better
    expect(after({ patience: 0, threshold: 0.1 }, [10, 9, 8.9])).toEqual([1, 0.5, 0.5])
    // below 10 - 0.1: 9.9 is bad, 9.8 is better
    expect(after({ patience: 0, threshold: 0.1, thresholdMode: 'absolute' }, [10, 9.9, 9.8])).toEqual([1, 0.5, 0.5])
  })

  it('does not count bad epochs in the cooldown', () => {
    // lower at the second loss, then two epochs of cooldown, then patience 0 again
    expect(after({ patience: 0, cooldown: 2 }, [1, 1, 1, 1, 1])).toEqual([1, 0.5, 0.5, 0.5, 0.25])
  })

  it('stops at the lowest rate, and leaves out changes of 1e-8 and less', () => {
    expect(after({ patience: 0, minimumRate: 0.4 }, [1, 1, 1])).toEqual([1, 0.5, 0.4])
    expect(after({ patience: 0 }, [1, 1], 2e-8)).toEqual([2e-8, 2e-8])
  })

  it('takes any finite loss as better than none, even with a threshold of 1', () => {
    expect(after({ threshold: 1 }, [7, 7, 7])).toEqual([1, 1, 0.5])
  })

  it('goes on with its stored state to the same rates', () => {
    const config = scheduleSchema.parse({ name: 'reduce_on_plateau', patience: 1, cooldown: 1, factor: 0.5 })
    const trial = { baseRate: 1, epochs: 20 }
    const losses = [5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2]
    const whole = createSchedule(config, trial)
    let parts = createSchedule(config, trial)
    for (const [i, loss] of losses.entries()) {
      whole.observe?.(loss)
      parts.observe?.(loss)
      expect(parts.rate(i + 2)).toBe(whole.rate(i + 2))
      const stored = parts.state.slice()
      parts = createSchedule(config, trial)
      parts.state.set(stored)
    }
    expect(whole.rate(1)).toBeLessThan(0.25)
  })
})

describe('every schedule', () => {
  const names = schedules.map(({ schema }) => schema.shape.name.value)

  it.each(names)('%s has the rate of epoch 1 before training', (name) => {
    const schedule = createSchedule(scheduleSchema.parse(name), { baseRate: 0.1, epochs: 20 })
    expect(schedule.rate(0)).toBe(schedule.rate(1))
  })

  it.each(names)('%s stays positive up to its last epoch and never exceeds the base', (name) => {
    for (const epochs of [5, 6, 50]) {
      for (const rate of rates(name, epochs, 0.1)) {
        expect(rate).toBeGreaterThan(0)
        expect(rate).toBeLessThanOrEqual(0.1 * (1 + 1e-15))
      }
    }
  })

  it('fits its trial, or the message names both numbers', () => {
    const problems = (schedule: object): Problem[] => {
      const parsed = trialSchema.safeParse({ ...xorTrial(), schedule })
      return parsed.success ? [] : listProblems(parsed.error)
    }
    expect(problems({ name: 'cosine', minimumRate: 0.5 })).toEqual([
      { field: 'schedule.minimumRate', message: "The lowest rate is 0.5 but the optimizer's learning rate is 0.01: it may be at most that" },
    ])
    expect(problems({ name: 'warmup_cosine', warmupEpochs: 4 })).toEqual([
      { field: 'schedule.warmupEpochs', message: 'The warm-up takes 4 epochs but the trial has 3: it may take at most all of them' },
    ])
    expect(problems({ name: 'cosine', minimumRate: 0.01 })).toEqual([])
    expect(checkSchedule({ name: 'constant' }, { baseRate: 1, epochs: 1 })).toBeNull()
  })
})
