/** The sweep of a draft as it is edited. */
import { describe, expect, test } from 'vitest'
import { findPreset } from '../../../../../src/engine/config/presets'
import { axesOf, parseValues, sweepableFields, withoutValue, withValues } from '../../../../../src/renderer/rooms/setup/sweep'

describe('values as they are typed', () => {
  test('are JSON parted by commas, or bare words', () => {
    expect(parseValues('0.1, 1e-3')).toEqual([0.1, 0.001])
    expect(parseValues('relu, tanh')).toEqual(['relu', 'tanh'])
    expect(parseValues('32, full')).toEqual([32, 'full'])
    expect(parseValues('[{"units": 10}], [{"units": 20}]')).toEqual([[{ units: 10 }], [{ units: 20 }]])
  })
  test('that are neither are not understood', () => {
    expect(parseValues('  ')).toBeNull()
    expect(parseValues('{"units": ')).toBeNull()
  })
})

describe('an axis', () => {
  const axis = { field: 'batchSize', values: [32, 64], labels: ['32', '64'] }
  test('takes a value once, and its label with it', () => {
    expect(withValues(axis, [64, 128], (value) => `Batch ${String(value)}`)).toEqual({
      field: 'batchSize',
      values: [32, 64, 128],
      labels: ['32', '64', 'Batch 128'],
    })
  })
  test('without labels gets one for each value', () => {
    expect(withValues({ field: 'epochs', values: [1] }, [2], String)).toEqual({ field: 'epochs', values: [1, 2], labels: ['1', '2'] })
  })
  test('loses a value with its label', () => {
    expect(withoutValue(axis, 0)).toEqual({ field: 'batchSize', values: [64], labels: ['64'] })
  })
})

test('what can be swept are the numbers, flags and choices of a trial, the optimizer as a whole', () => {
  const fields = sweepableFields(findPreset('fig4')!.config)
  for (const path of ['optimizer', 'optimizer.learningRate', 'batchSize', 'network.layers.0.units', 'network.layers.1.activation', 'loss.reduction', 'shuffle'])
    expect(fields).toContain(path)
  for (const path of ['optimizer.name', 'data.source', 'network.layers.2.units', 'name', 'seeds', 'earlyStopping']) expect(fields).not.toContain(path)
})

test('a part is swept as a whole and by the fields that it has, one that is left out by none', () => {
  const config = findPreset('fig4')!.config
  const fields = sweepableFields(config)
  for (const path of ['schedule', 'clipping', 'loss', 'optimizer.beta1', 'network.layers.0.dropout', 'loss.classWeights']) expect(fields).toContain(path)
  for (const path of ['data', 'schedule.name', 'network.layers.0.activation.name', 'earlyStopping.patience']) expect(fields).not.toContain(path)
  const stopping = { ...config, earlyStopping: { patience: 3, minimumGain: 0, restoreBest: true } }
  expect(sweepableFields(stopping)).toContain('earlyStopping.patience')
})

test('the axes of a preset are read from its configuration', () => {
  expect(axesOf(findPreset('fig6')!.config)).toEqual([{ field: 'batchSize', values: [32, 64, 128, 256, 512], labels: ['32', '64', '128', '256', '512'] }])
  expect(axesOf({ sweep: 'none' })).toEqual([])
})
