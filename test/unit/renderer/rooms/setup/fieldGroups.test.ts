/** Every field of the schema has its place in the form. */
import { describe, expect, test } from 'vitest'
import { completeField, describeField, listAllFields } from '../../../../../src/engine/config/describe'
import { findPreset } from '../../../../../src/engine/config/presets'
import { arrangeFields } from '../../../../../src/renderer/rooms/setup/fieldGroups'

const digits = findPreset('fig4')!.config
/** Fields with an editor of their own. */
const elsewhere = ['network.layers', 'name', 'seeds', 'sweep', 'data.drawings']

function shown(config: unknown): string[] {
  return arrangeFields(config).flatMap(({ boxes, flags, switches }) => [
    ...[...boxes, ...flags].map(({ path }) => path),
    ...switches.flatMap(({ field, fields }) => [field.path, ...fields.map(({ path }) => path)]),
  ])
}
function group(config: unknown, name: string) {
  const found = arrangeFields(config).find((one) => one.name === name)
  if (!found) throw new Error(`no group ${name}`)
  return found
}

test('each stands in one group, and nothing is left out', () => {
  const parts = { augmentation: {}, optimizer: 'rmsprop', schedule: 'warmup_cosine', clipping: 'norm', validation: 'holdout', earlyStopping: {} }
  const rich = Object.entries(parts).reduce<object>((config, [path, value]) => ({ ...config, [path]: completeField(path, config, value) }), digits)
  for (const config of [digits, rich]) {
    const wanted = listAllFields('', config).map(({ path }) => path)
    expect(shown(config).toSorted()).toEqual(wanted.filter((path) => !elsewhere.includes(path)).toSorted())
  }
})

test('augmentation is offered for images, and for other data while it is on', () => {
  const points = { ...findPreset('fig3')!.config }
  expect(shown(digits)).toContain('augmentation')
  expect(shown(points)).not.toContain('augmentation')
  expect(shown({ ...points, augmentation: completeField('augmentation', points, {}) })).toEqual(
    expect.arrayContaining(['augmentation', 'augmentation.shift', 'augmentation.elastic']),
  )
})

test('flags stand behind the boxes', () => {
  const { boxes, flags } = group(digits, 'optimizer')
  expect(boxes.map(({ path }) => path)).toContain('optimizer.beta1')
  expect(flags.map(({ path }) => path)).toEqual(['optimizer.amsgrad'])
})

test('the kernels are chosen among the fields of training, the fast ones first, beside the precision that they depend on', () => {
  const { boxes } = group(digits, 'training')
  const choices = boxes.flatMap(({ path, kind }) =>
    kind.type === 'choice' && ['kernels', 'precision'].includes(path) ? [[path, kind.choices.map(({ word }) => word)]] : [],
  )
  expect(choices).toEqual([
    ['kernels', ['fast', 'reference']],
    ['precision', ['float32', 'float64']],
  ])
})

describe('a part that can be left out', () => {
  test('is a switch alone while it is off', () => {
    expect(group(digits, 'training').switches).toEqual([{ field: describeField('earlyStopping', digits), fields: [] }])
  })
  test('shows its fields while it is on', () => {
    const stopping = { ...digits, earlyStopping: completeField('earlyStopping', digits, {}) }
    expect(group(stopping, 'training').switches[0]?.fields.map(({ path }) => path)).toEqual([
      'earlyStopping.patience',
      'earlyStopping.minimumGain',
      'earlyStopping.restoreBest',
    ])
  })
})
