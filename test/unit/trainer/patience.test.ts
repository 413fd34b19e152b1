import { expect, test } from 'vitest'
import { findPreset } from '../../../src/engine/config/presets'
import { baseTrial } from '../../../src/engine/config/trials'
import { patienceFor, stuckLimit } from '../../../src/trainer/patience'

const digits = baseTrial(findPreset('fig4')!.config)

test('a minute and a moment, whatever the size of the batch, because it is worked through in blocks', () => {
  for (const batchSize of [1, 128, 60_000, 'full'] as const) {
    const patience = patienceFor({ ...digits, batchSize })
    expect(patience).toBeGreaterThanOrEqual(stuckLimit)
    expect(patience).toBeLessThan(stuckLimit + 2000)
  }
})

test('longer where batch normalisation takes a large batch whole', () => {
  const [first, ...rest] = digits.network.layers
  const network = { layers: [{ ...first!, batchNorm: { epsilon: 1e-5, momentum: 0.1 } }, ...rest] }
  // 784 x 64 + 64 + 64 x 32 + 32 x 10 = 52,608 multiply-adds a sample; three passes over 10,000 samples at 1e5 a millisecond: 15,782.4 ms.
  expect(patienceFor({ ...digits, network, batchSize: 10_000 })).toBeCloseTo(stuckLimit + 15_782.4, 6)
})
