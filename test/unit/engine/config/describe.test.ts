/** The schema's knowledge of a field, as forms look it up. */
import { describe, expect, test } from 'vitest'
import { describeField, listFields } from '../../../../src/engine/config/describe'
import { findPreset, presets } from '../../../../src/engine/config/presets'

const digits = findPreset('fig4')!.config
const names = (path: string, config: unknown) => listFields(path, config).map((field) => field.path)

describe('one field', () => {
  test('a number tells its label, unit, help and limits', () => {
    expect(describeField('optimizer.learningRate', digits)).toEqual({
      path: 'optimizer.learningRate',
      label: 'Learning rate',
      unit: 'η',
      help: 'Length of a step along the gradient.',
      kind: { type: 'number', whole: false, min: 0, max: 1e9, words: [] },
    })
    expect(describeField('network.layers.0.units', digits)?.kind).toEqual({ type: 'number', whole: true, min: 1, max: 8192, words: [] })
  })
  test('a word that stands beside the numbers is named', () => {
    expect(describeField('batchSize', digits)).toMatchObject({ label: 'Batch size', kind: { type: 'number', whole: true, min: 1, words: ['full'] } })
  })
  test('choices hold what is built and leave out what is planned', () => {
    expect(describeField('network.layers.1.activation.name', digits)?.kind).toEqual({
      type: 'choice',
      choices: ['identity', 'relu', 'leaky_relu', 'elu', 'gelu_erf', 'gelu_tanh', 'silu', 'sigmoid', 'tanh', 'softplus'],
    })
    expect(describeField('optimizer.name', digits)?.kind).toEqual({
      type: 'choice',
      choices: ['sgd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adamw', 'nadam', 'lion'],
    })
    expect(describeField('augmentation', digits)?.kind).toEqual({ type: 'fixed' })
    expect(describeField('shuffle', digits)?.kind).toEqual({ type: 'flag' })
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
    expect(names('data', findPreset('fig1')!.config)).toEqual(['data.source', 'data.samples', 'data.noise'])
    expect(names('data', digits)).toEqual(['data.source'])
  })
  test('leave out what takes one value only', () => {
    const top = names('', digits)
    expect(top).toContain('epochs')
    expect(top).not.toContain('augmentation')
    expect(names('schedule', digits)).toEqual(['schedule.name'])
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
