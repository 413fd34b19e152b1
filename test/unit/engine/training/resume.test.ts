/** Every optimizer, schedule and regularisation in a whole trial: stopping at each batch and going on gives the same bits. */
import { describe, expect, it } from 'vitest'
import { optimizers } from '../../../../src/engine/optimizers/registry'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { schedules } from '../../../../src/engine/schedules/registry'
import { open, runToEnd, xorTrial } from './small-trials'

function expectSameBits(changes: object): EpochRecord[] {
  const config = xorTrial(changes)
  const uninterrupted = runToEnd(open(config)).records
  const records: EpochRecord[] = []
  let session = open(config)
  for (;;) {
    const outcome = session.advance(() => true)
    if (outcome.kind === 'done') break
    expect(outcome.kind).not.toBe('diverged')
    if (outcome.kind === 'epoch') records.push(outcome.record)
    session = open(config, { checkpoint: session.checkpoint() })
  }
  expect(records).toEqual(uninterrupted)
  return records
}

const optimizerNames = optimizers.map(({ schema }) => schema.shape.name.value)
const scheduleNames = schedules.map(({ schema }) => schema.shape.name.value)

describe.each(['float32', 'float64'])('in %s', (precision) => {
  it.each(optimizerNames)('%s', (name) => {
    expectSameBits({ precision, optimizer: { name, learningRate: 0.01, weightDecay: 0.1 }, decayBiases: false, l1: 1e-3, l2: 1e-2, clipping: 'norm' })
  })

  it.each([
    { name: 'adam', amsgrad: true },
    { name: 'adamw', amsgrad: true },
    { name: 'momentum', nesterov: true },
    { name: 'momentum', dampening: 0.5 },
    { name: 'rmsprop', centred: true, momentum: 0.9 },
    { name: 'adagrad', lrDecay: 0.1, initialAccumulator: 0.1 },
  ])('%j', (optimizer) => {
    expectSameBits({ precision, optimizer, clipping: { kind: 'value', limit: 0.1 } })
  })
})

describe('schedules', () => {
  it.each(scheduleNames)('%s', (name) => {
    expectSameBits({ schedule: name, epochs: 6 })
  })

  it('reduce on plateau remembers its bad epochs', () => {
    // A step this small never gains the share of 0.9 that the threshold asks for: each second epoch after the first lowers the rate.
    const schedule = { name: 'reduce_on_plateau', patience: 1, factor: 0.5, threshold: 0.9 }
    const records = expectSameBits({ schedule, epochs: 8, optimizer: { name: 'sgd', learningRate: 0.01 } })
    expect(records.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.0025, 0.0025, 0.00125])
  })
})
