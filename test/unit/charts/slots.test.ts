import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scaledDash, slot, slots } from '../../../src/charts/slots'
import { chartThemes, slotColour, withOpacity, type ChartTheme } from '../../../src/charts/theme'

/** Relative luminance of WCAG 2: linear light, weighted by the eye. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}

test('the contrast formula is that of WCAG: black on white is 21, grey 777777 on white 4.48', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 10)
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2)
})

test.each<[ChartTheme, number]>([
  [chartThemes.light, 3],
  [chartThemes.dark, 4],
])('every run slot stands out from the panel: $name', (theme, least) => {
  expect(theme.slots).toHaveLength(10)
  for (const colour of theme.slots) expect(contrast(colour, theme.panel), colour).toBeGreaterThanOrEqual(least)
})

test.each([chartThemes.light, chartThemes.dark])('the words of a chart can be read: $name', (theme) => {
  for (const colour of [theme.text, theme.textMuted, theme.textHighlighted]) expect(contrast(colour, theme.panel)).toBeGreaterThanOrEqual(4.5)
})

test('no two slots share colour, dash and marker', () => {
  for (const theme of ['light', 'dark'] as const) expect(new Set(slots.map((one) => one[theme])).size).toBe(10)
  expect(new Set(slots.map((one) => one.dash.join(' '))).size).toBe(10)
  expect(new Set(slots.map((one) => `${one.marker} ${one.open}`)).size).toBe(10)
})

test('charts and style sheet have the same colours', () => {
  const css = readFileSync(new URL('../../../src/renderer/style.css', import.meta.url), 'utf8')
  const block = (selector: string) =>
    css
      .split('\n')
      .join(' ')
      .match(new RegExp(`(?:^|\\s)${selector} \\{([^}]*--run-1:[^}]*)\\}`))?.[1] ?? ''
  for (const [selector, theme] of [
    [':root', chartThemes.light],
    ['\\.dark', chartThemes.dark],
  ] as const) {
    const token = (name: string) =>
      block(selector)
        .match(new RegExp(`${name}: (#[0-9A-Fa-f]{6})`))?.[1]
        ?.toUpperCase()
    expect(theme.slots.map((_, i) => token(`--run-${i + 1}`))).toEqual([...theme.slots])
    expect([token('--ui-bg'), token('--ui-text'), token('--ui-text-muted'), token('--ui-text-highlighted'), token('--grid'), token('--axis')]).toEqual([
      theme.panel,
      theme.text,
      theme.textMuted,
      theme.textHighlighted,
      theme.grid,
      theme.axis,
    ])
  }
})

test('a slot outside 1 to 10 is a mistake', () => {
  expect(slot(1).name).toBe('blue')
  expect(() => slot(0)).toThrow('there is no run slot 0: slots go from 1 to 10')
  expect(() => slotColour(chartThemes.light, 11)).toThrow(RangeError)
})

test('a dash keeps its proportion to the line', () => {
  expect(scaledDash(2, 2)).toEqual([7, 3])
  expect(scaledDash(2, 4)).toEqual([14, 6])
})

test('an opacity is appended as two digits', () => {
  expect(withOpacity('#3C64C9', 0.18)).toBe('#3C64C92e') // 0.18 * 255 = 45.9 -> 46 = 2e
  expect(withOpacity('#3C64C9', 0.01)).toBe('#3C64C903')
  expect(() => withOpacity('#fff', 1)).toThrow('six hexadecimal digits')
})
