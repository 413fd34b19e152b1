/** Costs counted by hand. */
import { describe, expect, test } from 'vitest'
import { trialSchema } from '../../../../../src/engine/config/experiment'
import { findPreset } from '../../../../../src/engine/config/presets'
import { expandSettings } from '../../../../../src/engine/config/trials'
import { countCosts, secondsInAll, secondsPerTrial } from '../../../../../src/renderer/rooms/setup/costs'

function settingsOf(id: string) {
  const expanded = expandSettings(findPreset(id)!.config)
  if (!expanded.ok) throw new Error('the preset is valid')
  return expanded.value.map(({ config }) => config)
}

describe('the network of figure 4', () => {
  const costs = countCosts(settingsOf('fig4'), 15, 4, 0)
  test('has 785 x 64 + 65 x 32 + 33 x 10 parameters', () => {
    expect(costs.parameters).toEqual({ min: 52_650, max: 52_650 })
    expect(costs.multiplyAdds.max).toBe(784 * 64 + 64 * 32 + 32 * 10)
  })
  test('takes 469 batches of 128 an epoch, the last of 96', () => {
    expect(costs.stepsPerEpoch.max).toBe(469)
    expect(costs.steps.max).toBe(23_450)
    const dropping = settingsOf('fig4').map((setting) => ({ ...setting, dropLastBatch: true }))
    expect(countCosts(dropping, 1, 1, 0).stepsPerEpoch.max).toBe(468)
  })
  test('stores two models of float32 a trial, and more when asked for', () => {
    const models = 2 * 52_650 * 4
    expect(costs.disk).toBeGreaterThan(15 * models)
    expect(costs.disk).toBeLessThan(15 * (models + 51 * 1000))
    // Epochs 10, 20, 30, 40 and 50.
    expect(countCosts(settingsOf('fig4'), 15, 4, 10).disk - costs.disk).toBe(15 * 5 * 52_650 * 4)
  })
  test('shares the digits between threads', () => {
    const alone = countCosts(settingsOf('fig4'), 1, 4, 0).memory
    expect(alone).toBeGreaterThan(55e6)
    expect(costs.memory - alone).toBeLessThan(10e6)
  })
})

test('a sweep is a range over its settings', () => {
  const costs = countCosts(settingsOf('fig7'), 15, 4, 0)
  // 785 x 16 + 17 x 16 + 17 x 10, and 785 x 128 + 129 x 128 + 129 x 10.
  expect(costs.parameters).toEqual({ min: 13_002, max: 118_282 })
  expect(costs).toMatchObject({ settings: 4, seeds: 15, trials: 60 })
})

describe('time', () => {
  test('is epochs times trials over the workers', () => {
    expect(secondsInAll(settingsOf('fig4'), 15, 5, 2)).toBeCloseTo((2 * 50 * 15) / 5, 9)
    expect(secondsInAll(settingsOf('fig4'), 1, 5, 2)).toBeCloseTo(100, 9)
  })
  test('scales with the arithmetic of a setting', () => {
    // One seed on one worker: 1 s an epoch of the first setting, and the others in proportion to the work of 60,000 samples and 469 steps.
    const multiplyAdds = [16, 32, 64, 128].map((units) => 784 * units + units * units + units * 10)
    const work = multiplyAdds.map((one) => 60_000 * one + 469 * (3 * one + 30_000))
    const expected = (50 * work.reduce((sum, one) => sum + one, 0)) / work[0]!
    expect(secondsInAll(settingsOf('fig7'), 1, 1, 1)).toBeCloseTo(expected, 6)
  })
  test('of one trial is that of its setting: smaller batches take more steps', () => {
    const settings = settingsOf('fig6')
    const seconds = secondsPerTrial(settings, 2)
    expect(seconds[0]).toBeCloseTo(2 * settings[0]!.epochs, 9)
    const bySize = settings.map(({ batchSize }, i) => ({ batchSize: Number(batchSize), seconds: seconds[i]! })).sort((a, b) => a.batchSize - b.batchSize)
    expect(bySize.map((one) => one.seconds)).toEqual(bySize.map((one) => one.seconds).toSorted((a, b) => b - a))
    expect(secondsInAll(settings, 3, 1, 2)).toBeCloseTo(3 * seconds.reduce((sum, one) => sum + one, 0), 9)
  })
})

describe('memory', () => {
  const [plain] = settingsOf('fig4')
  if (!plain) throw new Error('no setting')
  const memoryOf = (config: typeof plain) => countCosts([config], 1, 1, 0).memory
  test('grows with the averages of the optimizer', () => {
    // Adam keeps two numbers of float32 a parameter, AMSGrad a third.
    const amsgrad = trialSchema.parse({ ...plain, optimizer: { name: 'adam', amsgrad: true } })
    expect(memoryOf(amsgrad) - memoryOf(plain)).toBe(52_650 * 4)
  })
  test('with batch normalisation holds the whole batch', () => {
    const [first, ...others] = plain.network.layers
    const normed = trialSchema.parse({ ...plain, batchSize: 2048, network: { layers: [{ ...first, batchNorm: true }, ...others] } })
    // 1536 rows more of 784 + 10 + 5 x 64 numbers and of 2 x (2 x 32) + 2 x 10 in the layers after it.
    expect(memoryOf(normed)).toBeGreaterThan(memoryOf(plain) + 1536 * (784 + 10 + 5 * 64 + 4 * 32 + 20) * 4)
    expect(memoryOf(trialSchema.parse({ ...plain, batchSize: 2048 }))).toBe(memoryOf(plain))
  })
})
