import { expect, test } from 'vitest'
import { shapeWords } from '../../../../src/renderer/composables/shapeWords'
import { createTexts } from '../../../../src/renderer/i18n'

const words = (task: 'classification' | 'regression', samples: number, inputs: number, outputs: number) =>
  shapeWords({ task, samples, inputs, outputs }, createTexts().global.t)

test('one of a kind is told in the singular', () => {
  expect(words('classification', 120, 2, 3)).toBe('120 samples, 2 features, 3 classes')
  expect(words('regression', 1, 1, 1)).toBe('1 sample, 1 feature, 1 target')
  expect(words('regression', 2, 5, 2)).toBe('2 samples, 5 features, 2 targets')
})
