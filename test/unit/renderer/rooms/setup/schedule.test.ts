/** The learning rate as Setup draws it. */
import { expect, test } from 'vitest'
import { completeField } from '../../../../../src/engine/config/describe'
import { findPreset } from '../../../../../src/engine/config/presets'
import { rateCurve } from '../../../../../src/renderer/rooms/setup/schedule'

/** 50 epochs of Adam at 0.001. */
const digits = findPreset('fig4')!.config
const scheduled = (schedule: unknown) => ({ ...digits, schedule: completeField('schedule', digits, schedule) })

test('is that of the engine, epoch by epoch', () => {
  const curve = rateCurve(scheduled('cosine'))
  expect(curve?.points).toHaveLength(50)
  expect(curve?.points[0]).toEqual({ epoch: 1, rate: 0.001 })
  // Half of a wave of the cosine is half way down in its middle: e = 25 of 50 is epoch 26.
  expect(curve?.points[25]?.rate).toBeCloseTo(0.0005, 12)
  expect(curve?.depends).toBe(false)
})

test('of very many epochs is asked for at some, the last among them', () => {
  const points = rateCurve({ ...digits, epochs: 100_000 })?.points ?? []
  expect(points.length).toBeLessThanOrEqual(2000)
  expect(points.at(-1)).toEqual({ epoch: 100_000, rate: 0.001 })
  expect(rateCurve({ ...digits, epochs: 1 })?.points).toEqual([{ epoch: 1, rate: 0.001 }])
})

test('that follows the loss says so', () => {
  expect(rateCurve(scheduled('reduce_on_plateau'))?.depends).toBe(true)
})

test('is not drawn while what it depends on is wrong', () => {
  expect(rateCurve({ ...digits, epochs: '1e' })).toBeNull()
  expect(rateCurve({ ...digits, optimizer: { ...digits.optimizer, learningRate: 0 } })).toBeNull()
  expect(rateCurve({ ...digits, schedule: { name: 'warmup_cosine', warmupEpochs: 51 } })).toBeNull()
})
