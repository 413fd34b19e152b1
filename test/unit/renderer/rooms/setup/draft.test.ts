/** The draft of an experiment: changes, what follows from them, problems. */
import { describe, expect, test } from 'vitest'
import { findPreset } from '../../../../../src/engine/config/presets'
import { sources } from '../../../../../src/engine/data/sources/registry'
import { ripple, shapeOf } from '../../../../../src/renderer/rooms/setup/ripple'
import { findStarter, starters } from '../../../../../src/renderer/rooms/setup/starters'
import { getField, listChanges } from '../../../../../src/renderer/rooms/setup/tree'
import { createDraft } from '../../../../../src/renderer/rooms/setup/useDraft'

const starter = (id: string) => {
  const found = findStarter(id)
  if (!found) throw new Error(`no starter ${id}`)
  return found
}

test('the first starter is one seed of XOR, ready to run', () => {
  const draft = createDraft()
  expect(starters[0]?.id).toBe('xor')
  expect(draft.config.value).toMatchObject({ name: 'XOR', seeds: { count: 1 }, data: { source: 'xor' } })
  expect(draft.problems.value).toEqual([])
  expect(draft.changes.value).toEqual([])
})

describe('what follows from a choice', () => {
  test('other data bring their outputs, loss, batch and validation', () => {
    const draft = createDraft()
    draft.set('data.source', 'mnist')
    expect(draft.config.value).toMatchObject({ batchSize: 128, shuffle: true, validation: { kind: 'test' }, loss: { name: 'cross_entropy' } })
    expect(draft.get('network.layers.1.units')).toBe(10)
    draft.set('data.source', 'line')
    expect(draft.config.value).toMatchObject({ validation: { kind: 'none' }, loss: { name: 'mse' } })
    expect(draft.get('network.layers.1.units')).toBe(1)
  })
  test('a batch that is larger than the new data becomes the whole', () => {
    const draft = createDraft(starter('fig4'))
    draft.set('batchSize', 512)
    draft.set('data.source', 'xor')
    expect(draft.get('batchSize')).toBe('full')
    expect(draft.problems.value).toEqual([])
  })
  test('the output follows the number of classes', () => {
    const draft = createDraft()
    draft.set('data.source', 'blobs')
    draft.set('data.classes', 7)
    expect(draft.get('network.layers.1.units')).toBe(7)
  })
  test('the output follows the number of targets', () => {
    const draft = createDraft()
    draft.set('data.source', 'linear_map')
    expect(draft.get('network.layers.1.units')).toBe(2)
    draft.set('data.outputs', 5)
    draft.set('data.inputs', 9)
    expect(draft.get('network.layers.1.units')).toBe(5)
    expect(draft.problems.value).toEqual([])
  })
  test('every source of data makes a setup without problems', () => {
    const draft = createDraft()
    for (const { schema } of sources) {
      for (const source of schema._zod.propValues['source'] ?? []) {
        // An imported table is chosen with the source.
        if (source === 'table') continue
        draft.set('data.source', String(source))
        expect(draft.problems.value).toEqual([])
      }
    }
  })
  test('an imported table is asked for when its source is chosen, and takes loss and output layer along', () => {
    const draft = createDraft()
    draft.set('data.source', 'table')
    expect(draft.get('data')).toEqual({ source: 'table' })
    expect(draft.problems.value).toEqual([{ field: 'data.set', message: expect.stringContaining('Choose a data set that was imported') }])
    const set = { digest: 'ab'.repeat(32), task: 'regression', samples: 50, inputs: 3, outputs: 2 }
    draft.setData({ source: 'table', set })
    expect([draft.get('loss.name'), draft.get('network.layers.1.units'), draft.get('data.scaling')]).toEqual(['mse', 2, undefined])
    expect(draft.problems.value).toEqual([])
    expect(draft.config.value?.data).toMatchObject({ set, scaling: 'none', labelNoise: 0 })
  })
  test('another optimizer comes with its own defaults', () => {
    const draft = createDraft()
    draft.set('optimizer.name', 'adam')
    expect(draft.get('optimizer')).toMatchObject({ name: 'adam', learningRate: 0.001, beta1: 0.9 })
  })
  test('another part of any kind comes with its fields, and the fields of the old one go', () => {
    const draft = createDraft(starter('fig4'))
    draft.set('network.layers.0.activation.name', 'leaky_relu')
    expect(draft.get('network.layers.0.activation')).toEqual({ name: 'leaky_relu', negativeSlope: 0.01 })
    draft.set('network.layers.0.activation.name', 'tanh')
    expect(draft.get('network.layers.0.activation')).toEqual({ name: 'tanh' })
    draft.set('validation.kind', 'holdout')
    expect(draft.get('validation')).toEqual({ kind: 'holdout', fraction: 0.1, stratified: true })
    draft.set('schedule.name', 'step')
    expect(draft.get('schedule')).toMatchObject({ name: 'step' })
    expect(draft.problems.value).toEqual([])
  })
  test('a loss stays where it fits the new data', () => {
    const draft = createDraft()
    draft.set('loss.name', 'bce_with_logits')
    draft.set('data.source', 'moons')
    expect(draft.get('loss.name')).toBe('bce_with_logits')
    draft.set('data.source', 'mnist')
    expect(draft.get('loss.name')).toBe('cross_entropy')
    draft.set('data.source', 'sine')
    draft.set('loss.name', 'huber')
    draft.set('data.source', 'line')
    expect(draft.get('loss.name')).toBe('huber')
    expect(draft.problems.value).toEqual([])
  })
  test('nothing else moves', () => {
    const config = findPreset('fig4')!.config
    expect(ripple(config, 'epochs')).toBe(config)
  })
})

describe('problems', () => {
  test('what is typed stays, and the field is named', () => {
    const draft = createDraft()
    draft.set('epochs', '1e')
    expect(draft.get('epochs')).toBe('1e')
    expect(draft.config.value).toBeNull()
    expect(draft.problems.value).toEqual([{ field: 'epochs', message: expect.stringContaining('whole number from 1') }])
    draft.set('epochs', 5)
    expect(draft.config.value?.epochs).toBe(5)
  })
  test('data whose fields are wrong have no shape', () => {
    expect(shapeOf({ data: { source: 'xor', samples: 'many' } })).toBeNull()
    expect(shapeOf(findPreset('fig4')!.config)).toMatchObject({ inputs: 784, outputs: 10 })
  })
  test('a setting that does not fit is the fault of the sweep', () => {
    const draft = createDraft()
    draft.set('sweep', [{ field: 'optimizer.learningRate', values: [0.1, -1] }])
    expect(draft.problems.value).toEqual([{ field: 'sweep', message: expect.stringContaining('Learning rate takes a number above 0') }])
    expect(draft.isSwept('optimizer.learningRate')).toBe(true)
    expect(draft.isSwept('optimizer.name')).toBe(false)
  })
})

describe('changes', () => {
  test('are told field by field, and a changed variant by its word alone', () => {
    const draft = createDraft()
    draft.set('epochs', 50)
    draft.set('optimizer.name', 'adam')
    expect(draft.changes.value).toEqual([
      { path: 'optimizer.name', before: 'sgd', after: 'adam' },
      { path: 'epochs', before: 1000, after: 50 },
    ])
  })
  test('can be taken back after another preset was chosen', () => {
    const draft = createDraft()
    draft.set('epochs', 50)
    const before = { origin: draft.origin.value, tree: draft.draft.value }
    draft.load('fig4', starter('fig4').config)
    expect(draft.changes.value).toEqual([])
    draft.restore(before.origin, before.tree)
    expect(draft.get('epochs')).toBe(50)
    expect(draft.origin.value.id).toBe('xor')
  })
  test('of layers are told field by field while there are as many', () => {
    const draft = createDraft()
    draft.set('network.layers.0.dropout', 0.2)
    expect(draft.changes.value).toEqual([{ path: 'network.layers.0.dropout', before: 0, after: 0.2 }])
    draft.set('network.layers', [])
    expect(draft.changes.value).toEqual([expect.objectContaining({ path: 'network.layers', after: [] })])
  })
  test('of lists are told as a whole, and equal trees have none', () => {
    expect(listChanges({ a: [1, 2], b: 1 }, { a: [1], b: 1 })).toEqual([{ path: 'a', before: [1, 2], after: [1] }])
    expect(listChanges({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([])
    expect(getField({ a: [{ b: 3 }] }, 'a.0.b')).toBe(3)
    expect(getField({ a: 1 }, 'a.b')).toBeUndefined()
  })
})
