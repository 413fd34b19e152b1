import { expect, test } from 'vitest'
import { experimentSchema } from '../../../src/engine/config/experiment'
import { baseTrial } from '../../../src/engine/config/trials'
import { measureEpoch } from '../../../src/trainer/estimate'
import { loadTrialData } from '../../../src/trainer/trial-data'
import { steppingClock } from './fixtures'

function blobs(samples: number, changes: object = {}, step = 1) {
  const config = baseTrial(
    experimentSchema.parse({
      name: 'Blobs',
      data: { source: 'blobs', samples },
      network: { layers: [{ units: 4, activation: 'relu' }, { units: 3 }] },
      loss: 'cross_entropy',
      optimizer: { name: 'adam', learningRate: 0.001 },
      batchSize: 10,
      epochs: 5,
      ...changes,
    }),
  )
  const { data } = loadTrialData(config, 1, null)
  // Each look at the clock is a millisecond later: a batch lasts a millisecond, whatever the machine.
  return measureEpoch(config, 1, data, steppingClock(step))
}

test('an epoch of more samples takes in proportion longer', () => {
  // 4 batches of 10 are measured: 4 ms an epoch by this clock. 1000 samples are 25 times as many, 4000 are 100 times.
  expect(blobs(1000).secondsPerEpoch).toBeCloseTo(0.1, 6)
  expect(blobs(4000).secondsPerEpoch).toBeCloseTo(0.4, 6)
})

test('says how many batches were measured, some 300 ms of them', () => {
  const { batches } = blobs(1000)
  expect(batches % 4).toBe(0)
  expect(batches).toBeGreaterThan(50)
  expect(batches).toBeLessThanOrEqual(300)
})

test('small data is measured whole', () => {
  expect(blobs(20).secondsPerEpoch).toBeCloseTo(0.002, 6)
})

test('no batch of one sample is cut for a network that cannot take it', () => {
  // 2 4755 + 4755 5 + 5 3 = 33,300 multiply-adds a sample: 1001 samples are affordable, two batches of 500 and one sample more.
  const network = { layers: [{ units: 4755, batchNorm: true }, { units: 5, activation: 'relu' }, { units: 3 }] }
  expect(blobs(2000, { network, batchSize: 500 }, 200).secondsPerEpoch).toBeGreaterThan(0)
})
