import { expect, test } from 'vitest'
import { secondsByEpoch, stepsPerEpoch, trialPoints } from '../../../../src/charts/compare/trial-points'
import { findPreset } from '../../../../src/engine/config/presets'
import { baseTrial } from '../../../../src/engine/config/trials'
import { ofRecords } from '../../../../src/charts/compare/trial-curves'
import { epochsOf } from './recorded'

/** 60,000 images in batches of 128. */
const digits = baseTrial(findPreset('fig4')!.config)

test('steps are updates: batches of an epoch, of accumulated ones their groups', () => {
  // 60000 / 128 = 468.75.
  expect(stepsPerEpoch(digits)).toBe(469)
  expect(stepsPerEpoch({ ...digits, dropLastBatch: true })).toBe(468)
  expect(stepsPerEpoch({ ...digits, accumulationSteps: 4 })).toBe(118)
  expect(stepsPerEpoch({ ...digits, batchSize: 'full' })).toBe(1)
})

test('points by epoch, by step and by seconds of training', () => {
  const curves = ofRecords(epochsOf([{ trainLoss: 3 }, { trainLoss: 2, seconds: 1.5 }, { trainLoss: 1, seconds: 0.5 }]))
  const points = (x: 'epoch' | 'step' | 'seconds') => [...trialPoints({ curves, steps: 469 }, 'loss', 'train', x).x]
  expect([points('epoch'), points('step'), points('seconds')]).toEqual([[0, 1, 2], [0, 469, 938], [0, 1.5, 2]]) // prettier-ignore
  expect(secondsByEpoch(curves)).toEqual([0, 1.5, 2])
})

test('an epoch without evaluation has no point; a missing or diverged one is a gap', () => {
  const [zero, one, two, four] = epochsOf([{ trainLoss: 3 }, {}, { trainLoss: Infinity }, { trainLoss: 1 }])
  const curves = ofRecords([zero!, one!, two!, { ...four!, epoch: 4 }])
  expect(trialPoints({ curves, steps: 1 }, 'loss', 'train', 'epoch')).toEqual({
    x: Float64Array.of(0, 2, 3, 4),
    y: Float64Array.of(3, Number.NaN, Number.NaN, 1),
  })
})

test('until a column has come its sketch stands for it, by epoch and by step; seconds are sums over all epochs', () => {
  const sketch = { epochs: Float64Array.of(0, 40, 100), values: Float64Array.of(3, 9, 1) }
  const curves = { epochs: new Float64Array(0), columns: {}, sketches: { trainLoss: sketch } }
  const points = (x: 'epoch' | 'step' | 'seconds') => trialPoints({ curves, steps: 469 }, 'loss', 'train', x)
  expect(points('epoch')).toEqual({ x: sketch.epochs, y: sketch.values })
  expect(points('step').x).toEqual(Float64Array.of(0, 40 * 469, 100 * 469))
  expect(points('seconds').x).toHaveLength(0)
  const whole = { epochs: Float64Array.of(0, 1), columns: { trainLoss: Float64Array.of(3, 2) }, sketches: { trainLoss: sketch } }
  expect(trialPoints({ curves: whole, steps: 1 }, 'loss', 'train', 'epoch').y).toEqual(Float64Array.of(3, 2))
})
