/** Colours as canvases need them. */
import { expect, test } from 'vitest'
import { sixDigits } from '../../../src/renderer/theme'
import { mixColours, parseColour } from '../../../src/charts/colours'

test('a shortened colour gets its six digits back, others stay', () => {
  expect(sixDigits('#fff')).toBe('#ffffff')
  expect(sixDigits('#1a2')).toBe('#11aa22')
  expect(sixDigits('#3C64C9')).toBe('#3C64C9')
  expect(sixDigits('transparent')).toBe('transparent')
})

test('colours mix by their share', () => {
  expect(parseColour('#ff8000')).toEqual([255, 128, 0])
  expect(mixColours([0, 0, 0], [100, 200, 50], 0.5)).toEqual([50, 100, 25])
  expect(mixColours([0, 0, 0], [100, 200, 50], 7)).toEqual([100, 200, 50])
  expect(() => parseColour('#fff')).toThrow('six hexadecimal digits')
})
