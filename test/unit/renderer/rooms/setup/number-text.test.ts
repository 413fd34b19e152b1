import { expect, test } from 'vitest'
import { findPreset } from '../../../../../src/engine/config/presets'
import { baseTrial } from '../../../../../src/engine/config/trials'
import { numberText, readNumber } from '../../../../../src/renderer/rooms/setup/fields/numberText'

test('a share that decimals cannot end is shown as a fraction, and read as the same number', () => {
  const { validation } = baseTrial(findPreset('digits')!.config)
  const fraction = validation.kind === 'holdout' ? validation.fraction : undefined
  expect(numberText(fraction!)).toBe('1/6')
  expect(readNumber('1/6')).toBe(fraction)
  expect(numberText(-2 / 3)).toBe('-2/3')
  expect(readNumber(' \u22122 / 3 ')).toBe(-2 / 3)
})

test('other numbers stay as they are', () => {
  for (const value of [0, 0.1, 1e-8, 0.001, 12345, 1e21, -0.25, Math.PI]) expect(readNumber(numberText(value))).toBe(value)
  expect([0.1, 1e-8, 0.125].map(numberText)).toEqual(['0.1', '1e-8', '0.125'])
})

test('what is no number is none', () => {
  expect(['', ' ', '1/0', '1/', 'full', '1/2/3', 'Infinity'].map(readNumber)).toEqual([null, null, null, null, null, null, null])
})
