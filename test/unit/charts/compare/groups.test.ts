import { expect, test } from 'vitest'
import { baseTrial } from '../../../../src/engine/config/trials'
import { findPreset } from '../../../../src/engine/config/presets'
import { diffConfigs } from '../../../../src/charts/compare/config-diff'
import { assignSlots, compareGroups, isGrouped } from '../../../../src/charts/compare/groups'
import { runRow } from '../../renderer/rooms/run-row'

const words = { seed: (name: string, seed: number) => `${name}, seed ${seed}`, numbered: (name: string, id: number) => `${name} #${id}` }
const labels = (rows: ReturnType<typeof runRow>[], grouped: boolean) => compareGroups(rows, grouped, words).map((group) => group.label)

test('within one experiment the setting is the name', () => {
  const rows = [
    runRow({ id: 1, name: 'Fig. 5 · ReLU', setting: 'ReLU', configDigest: 'a' }),
    runRow({ id: 2, name: 'Fig. 5 · TanH', setting: 'TanH', configDigest: 'b' }),
  ]
  expect(labels(rows, true)).toEqual(['ReLU', 'TanH'])
  // Several experiments of one name are one to a reader.
  expect(labels([rows[0]!, { ...rows[1]!, experiment: 2 }], true)).toEqual(['ReLU', 'TanH'])
  expect(labels([...rows, runRow({ id: 3, experiment: 2, name: 'XOR' })], true)).toEqual(['Fig. 5 · ReLU', 'Fig. 5 · TanH', 'XOR'])
})

test('names that would appear twice get their seed, and if need be their number', () => {
  expect(labels([runRow({ id: 1, seed: 1 }), runRow({ id: 2, seed: 2 })], false)).toEqual(['XOR, seed 1', 'XOR, seed 2'])
  expect(labels([runRow({ id: 1, seed: 1 }), runRow({ id: 7, seed: 1, experiment: 2 })], true)).toEqual(['XOR, seed 1 #1', 'XOR, seed 1 #7'])
  const twice = [1, 2].flatMap((experiment) => [1, 2].map((seed) => runRow({ id: experiment * 10 + seed, seed, experiment })))
  expect(labels(twice, true)).toEqual(['XOR #1', 'XOR #2'])
})

test('a slot is kept while it is free; beyond ten the least used repeat', () => {
  expect(assignSlots([3, 1, 3, 3])).toEqual([3, 1, 4, 5])
  expect(assignSlots([10, 10])).toEqual([10, 1])
  const twelve = assignSlots(Array.from({ length: 12 }, () => 2))
  expect(new Set(twelve.slice(0, 10)).size).toBe(10)
  expect(twelve.slice(10)).toEqual([2, 3])
})

test('configurations differ in fields, and layers are read across', () => {
  const digits = baseTrial(findPreset('fig4')!.config)
  const wide = { ...digits, batchSize: 64, network: { layers: digits.network.layers.map((layer, i) => (i === 0 ? { ...layer, units: 128 } : layer)) } }
  const { differing, same } = diffConfigs([digits, wide])
  expect(differing).toEqual([
    { path: 'network.layers.units', values: [[64, 32, 10], [128, 32, 10]] },
    { path: 'batchSize', values: [128, 64] },
  ]) // prettier-ignore
  expect(same).toContainEqual({ path: 'network.layers.activation.name', values: [['relu', 'relu', 'identity'], ['relu', 'relu', 'identity']] }) // prettier-ignore
  expect(same).toContainEqual({ path: 'network.layers.initialiser.name', values: ['torch_linear_default', 'torch_linear_default'] })
})

test('a field of another variant is missing, not equal', () => {
  const digits = baseTrial(findPreset('fig4')!.config)
  const plain = { ...digits, optimizer: { name: 'sgd' as const, learningRate: 0.001, weightDecay: 0 } }
  const { differing } = diffConfigs([digits, plain])
  expect(differing.map((row) => row.path)).toEqual(['optimizer.name', 'optimizer.beta1', 'optimizer.beta2', 'optimizer.epsilon', 'optimizer.amsgrad'])
  expect(differing[1]).toEqual({ path: 'optimizer.beta1', values: [0.9, undefined] })
})

test('a part that one leaves out is off and on, and its fields are missing where it is off', () => {
  const digits = baseTrial(findPreset('fig4')!.config)
  const stopping = { ...digits, earlyStopping: { patience: 5, minimumGain: 0, restoreBest: true } }
  const norm = { momentum: 0.1, epsilon: 1e-5 }
  const normed = { ...digits, network: { layers: digits.network.layers.map((layer, i) => (i === 0 ? { ...layer, batchNorm: norm } : layer)) } }
  const values = Object.fromEntries(diffConfigs([digits, stopping, normed]).differing.map((row) => [row.path, row.values]))
  expect(values).toEqual({
    earlyStopping: [false, true, false],
    'earlyStopping.patience': [undefined, 5, undefined],
    'earlyStopping.minimumGain': [undefined, 0, undefined],
    'earlyStopping.restoreBest': [undefined, true, undefined],
    'network.layers.batchNorm': [false, false, [true, false, false]],
    'network.layers.batchNorm.momentum': [undefined, undefined, [0.1, undefined, undefined]],
    'network.layers.batchNorm.epsilon': [undefined, undefined, [1e-5, undefined, undefined]],
  })
})

test('runs are grouped by themselves where a setting has trials enough for quartiles', () => {
  const trials = (count: number) => Array.from({ length: count }, (_, i) => runRow({ id: i + 1, seed: i + 1 }))
  expect([isGrouped('auto', trials(3)), isGrouped('auto', trials(4))]).toEqual([false, true])
  expect([isGrouped('run', trials(4)), isGrouped('setting', trials(1))]).toEqual([false, true])
})
