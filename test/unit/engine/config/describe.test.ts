/** The schema's knowledge of a field, as forms look it up. */
import { describe, expect, test } from 'vitest'
import { completeField, describeField, listAllFields, listFields } from '../../../../src/engine/config/describe'
import { findPreset, presets } from '../../../../src/engine/config/presets'
import { activations } from '../../../../src/engine/layers/activations/registry'

const digits = findPreset('fig4')!.config
function choices(path: string) {
  const kind = describeField(path, digits)?.kind
  return kind?.type === 'choice' ? kind.choices : []
}
const names = (path: string, config: unknown) => listFields(path, config).map((field) => field.path)

describe('one field', () => {
  test('a number tells its label, unit, help and limits', () => {
    expect(describeField('optimizer.learningRate', digits)).toEqual({
      path: 'optimizer.learningRate',
      label: 'Learning rate',
      unit: 'η',
      help: 'Length of a step along the gradient.',
      kind: { type: 'number', whole: false, min: 0, max: 1e9, open: true, words: [] },
    })
    expect(describeField('network.layers.0.units', digits)?.kind).toEqual({ type: 'number', whole: true, min: 1, max: 8192, open: false, words: [] })
  })
  test('a word that stands beside the numbers is named', () => {
    expect(describeField('batchSize', digits)).toMatchObject({ label: 'Batch size', kind: { type: 'number', whole: true, min: 1, words: ['full'] } })
  })
  test('choices hold what is built and leave out what is planned', () => {
    expect(choices('network.layers.1.activation.name').map(({ word }) => word)).toEqual(activations.map(({ schema }) => schema.shape.name.value))
    expect(choices('data.source').map(({ word }) => word)).not.toContain('idx')
    expect(describeField('augmentation', digits)?.kind).toEqual({ type: 'group', optional: true, variants: null })
    expect(describeField('shuffle', digits)?.kind).toEqual({ type: 'flag' })
  })
  test('choices of parts have their title and source, and the label of their kind', () => {
    expect(choices('optimizer.name').find(({ word }) => word === 'rmsprop')).toEqual({
      word: 'rmsprop',
      title: 'RMSprop',
      source: expect.stringContaining('Hinton'),
    })
    expect(describeField('optimizer.name', digits)?.label).toBe('Optimizer')
    expect(describeField('network.layers.0.activation.name', digits)).toMatchObject({ label: 'Activation', help: expect.stringContaining('function') })
  })
  test('a part that can be left out is an optional group, and a list may be words or nothing', () => {
    expect(describeField('earlyStopping', digits)?.kind).toEqual({ type: 'group', optional: true, variants: null })
    expect(describeField('network.layers.0.batchNorm', digits)).toMatchObject({ label: 'Batch normalisation', kind: { type: 'group', optional: true } })
    expect(describeField('optimizer', digits)?.kind).toMatchObject({ type: 'group', optional: false, variants: { key: 'name' } })
    expect(describeField('loss.classWeights', digits)?.kind).toEqual({ type: 'list', words: ['balanced'], optional: true })
  })
  test('a field of another variant, and a misspelt one, do not exist', () => {
    expect(describeField('optimizer.momentum', digits)).toBeNull()
    expect(describeField('optimiser.beta1', digits)).toBeNull()
    expect(describeField('network.layers.first', digits)).toBeNull()
  })
})

describe('the fields of a group', () => {
  test('follow the chosen variant', () => {
    expect(names('optimizer', digits)).toEqual([
      'optimizer.name',
      'optimizer.learningRate',
      'optimizer.weightDecay',
      'optimizer.beta1',
      'optimizer.beta2',
      'optimizer.epsilon',
      'optimizer.amsgrad',
    ])
    expect(names('data', findPreset('fig1')!.config)).toEqual(['data.source', 'data.samples', 'data.noise', 'data.scaling'])
    expect(names('data', digits)).toEqual(['data.source', 'data.labelNoise', 'data.imbalance', 'data.scaling', 'data.drawings'])
  })
  test('leave out what takes one value only', () => {
    const top = names('', digits)
    expect(top).toContain('epochs')
    expect(top).not.toContain('version')
    expect(names('schedule', digits)).toEqual(['schedule.name'])
  })
  test('open with the groups in their place, an optional one where it is on', () => {
    const all = (config: unknown) => listAllFields('', config).map((field) => field.path)
    expect(all(digits)).toEqual(expect.arrayContaining(['optimizer.beta1', 'earlyStopping', 'keepModels.every']))
    expect(all(digits)).not.toContain('earlyStopping.patience')
    const stopping = { ...digits, earlyStopping: completeField('earlyStopping', digits, {}) }
    expect(all(stopping)).toEqual(expect.arrayContaining(['earlyStopping', 'earlyStopping.patience', 'earlyStopping.restoreBest']))
  })
  test('every number and flag that a preset can set has a label and a help', () => {
    for (const { config } of presets) {
      for (const group of ['', 'data', 'loss', 'optimizer', 'network.layers.0', 'keepModels']) {
        for (const field of listFields(group, config)) {
          if (field.kind.type === 'number' || field.kind.type === 'flag') expect(field, field.path).toMatchObject({ label: /\w/, help: /\.$/ })
        }
      }
    }
  })
})

test('a value is completed as the schema reads it, and left alone where it refuses', () => {
  expect(completeField('optimizer', digits, 'adam')).toMatchObject({ name: 'adam', learningRate: 0.001, beta1: 0.9 })
  expect(completeField('earlyStopping', digits, {})).toEqual({ patience: 10, minimumGain: 0, restoreBest: true })
  expect(completeField('network.layers.0.batchNorm', digits, {})).toEqual({ momentum: 0.1, epsilon: 1e-5 })
  expect(completeField('optimizer', digits, 'fastest')).toBe('fastest')
})
