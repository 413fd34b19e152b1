import { expect, test } from 'vitest'
import { dataSchema } from '../../../../../src/engine/config/data'
import { validationSchema } from '../../../../../src/engine/config/validation'
import { prepareTrialData } from '../../../../../src/engine/data/prepare'
import { digestDrawn } from '../../../../../src/renderer/dataDigest'
import { drawnSample, shownSeed } from '../../../../../src/renderer/rooms/setup/drawnSample'
import { digestDataset, digestTrialData } from '../../../../../src/trainer/digests'

const holdout = { kind: 'holdout', fraction: 0.25 }

test('a card counts the classes of both parts, and shows the first samples of training with their class', () => {
  const sample = drawnSample({ data: { source: 'xor', samples: 40 }, validation: holdout })
  expect(sample?.classes?.map(({ name }) => name)).toEqual(['0', '1'])
  expect(sample?.classes?.reduce((sum, { count }) => sum + count, 0)).toBe(40)
  expect(sample?.targets).toEqual([])
  for (const { features, answer } of sample?.first ?? []) expect(answer).toEqual([features[0]! > 0 !== features[1]! > 0 ? 1 : 0])
  expect(sample?.first).toHaveLength(6)
})

test('a card of numbers says their range', () => {
  const sample = drawnSample({ data: { source: 'linear_map', samples: 30, inputs: 9, outputs: 2 }, validation: holdout })
  expect(sample?.classes).toBeNull()
  expect(sample?.targets).toHaveLength(2)
  for (const { min, max, mean } of sample?.targets ?? []) expect(min < mean && mean < max).toBe(true)
  // Of nine features the first six.
  expect([sample?.first[0]?.features.length, sample?.first[0]?.answer.length]).toEqual([6, 2])
  const both = sample?.data.validation?.targets
  const all = sample?.data.training.targets
  if (both?.kind !== 'values' || all?.kind !== 'values') throw new Error('expected numbers')
  const first = [...all.values, ...both.values].filter((_, i) => i % 2 === 0)
  expect(sample?.targets[0]).toMatchObject({ min: Math.min(...first), max: Math.max(...first) })
})

test('more samples than a window draws are said to be the first; what is wrong or not drawn has no card', () => {
  expect(drawnSample({ data: { source: 'line', samples: 200_000 }, validation: { kind: 'none' } })).toMatchObject({ whole: false, samples: 100_000 })
  expect(drawnSample({ data: { source: 'line', samples: -1 }, validation: { kind: 'none' } })).toBeNull()
  expect(drawnSample({ data: { source: 'mnist' }, validation: { kind: 'test' } })).toBeNull()
})

test('the digest on a card is the one that a run records', async () => {
  const config = { data: dataSchema.parse({ source: 'moons', samples: 50, labelNoise: 0.1 }), validation: validationSchema.parse(holdout) }
  const { training, validation } = prepareTrialData(config, shownSeed, null)
  expect(await digestDrawn({ training, validation })).toBe(digestTrialData(digestDataset(training), validation && digestDataset(validation)))
  expect(await digestDrawn({ training, validation: null })).toBe(digestTrialData(digestDataset(training), null))
})
