/** What Setup shows of the data. */
import { expect, test } from 'vitest'
import { completeField } from '../../../../../src/engine/config/describe'
import { findPreset } from '../../../../../src/engine/config/presets'
import { generateData } from '../../../../../src/engine/data/generate'
import { dataSchema } from '../../../../../src/engine/config/data'
import { previewData, type Preview } from '../../../../../src/renderer/rooms/setup/preview'

const base = findPreset('fig3')!.config

function drawn(data: unknown, validation: unknown = 'none'): Exclude<Preview, { kind: 'failed' }> {
  const preview = previewData({ ...base, data: dataSchema.parse(data), validation: completeField('validation', base, validation) })
  if (preview === null || preview.kind === 'failed') throw new Error('nothing is drawn')
  return preview
}

test('points of the plane are those that seed 1 draws', () => {
  const data = dataSchema.parse({ source: 'spirals', classes: 3 })
  const { training, kind } = drawn(data)
  const { features } = generateData(data, 1).data
  expect(kind).toBe('plane')
  expect(training).toHaveLength(200)
  expect([training[7]?.x, training[7]?.y]).toEqual([features.values[14], features.values[15]])
  expect(new Set(training.map(({ label }) => label))).toEqual(new Set([0, 1, 2]))
})

test('of very many samples the first are shown', () => {
  const preview = drawn({ source: 'moons', samples: 1_000_000 })
  expect(preview).toMatchObject({ shown: 600, samples: 1_000_000 })
  expect(preview.training).toHaveLength(600)
})

test('samples that are held out are told apart', () => {
  const { training, validation } = drawn('xor', { kind: 'holdout', fraction: 0.25 })
  expect([training.length, validation.length]).toEqual([150, 50])
})

test('a curve comes with what made it', () => {
  const { kind, truth } = drawn('sine')
  expect(kind).toBe('curve')
  expect(truth?.kind).toBe('values')
})

test('what cannot be drawn so is left out', () => {
  expect(previewData(findPreset('fig4')!.config)).toBeNull()
  expect(previewData({ ...base, data: dataSchema.parse('linear_map') })).toBeNull()
  expect(previewData({ ...base, data: { source: 'xor', samples: 'many' } })).toBeNull()
})

test('data that cannot be split say why', () => {
  const data = dataSchema.parse({ source: 'gaussians', samples: 4, classes: 4 })
  const preview = previewData({ ...base, data, validation: { kind: 'holdout', fraction: 0.5, stratified: true } })
  expect(preview).toMatchObject({ kind: 'failed', message: expect.stringContaining('class') })
})
