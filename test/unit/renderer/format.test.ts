/** Numbers on screen: locale, true minus, units. */
import { describe, expect, test } from 'vitest'
import { createFormat } from '../../../src/renderer/format'

const english = createFormat('en-GB')
const german = createFormat('de-DE')

describe('numbers', () => {
  test('are grouped and parted as the locale has it', () => {
    expect(english.count(52650)).toBe('52,650')
    expect(german.count(52650)).toBe('52.650')
    expect(english.fixed(0.5, 3)).toBe('0.500')
    expect(german.fixed(0.5, 3)).toBe('0,500')
  })
  test.each(['en-US@posix', '', undefined])('survive a browser whose language is %j', (language) => {
    expect(createFormat(language).count(5)).toBe('5')
  })
  test('have a true minus sign, in exponents too', () => {
    expect(english.fixed(-1.25, 2)).toBe('\u22121.25')
    expect(english.short(-3e-7)).toBe('\u22123e\u22127')
  })
  test('keep as many digits as they need, at most four significant ones', () => {
    expect(english.short(0.001)).toBe('0.001')
    expect(english.short(0.0123456)).toBe('0.01235')
    expect(english.short(0)).toBe('0')
    expect(english.short(-0)).toBe('0')
    expect(english.short(1e9)).toBe('1e9')
  })
  test('that are missing or no number are a dash', () => {
    expect(english.loss(null)).toBe('\u2013')
    expect(english.fixed(Number.NaN, 2)).toBe('\u2013')
    expect(english.share(null)).toBe('\u2013')
  })
  test('become short words when they are large', () => {
    expect(english.compact(9999)).toBe('9,999')
    expect(english.compact(52_576)).toBe('52.6\u00a0k')
    expect(english.compact(785e9)).toBe('785\u00a0G')
  })
})

test('a loss has four digits where they fit, an accuracy four decimals', () => {
  expect(english.loss(2.30259)).toBe('2.3026')
  expect(english.loss(0.011718)).toBe('0.01172')
  expect(english.share(0.97874)).toBe('0.9787')
})

test('a spread stands next to its value', () => {
  expect(english.spread(0.9794, 0.9781, 0.9803)).toBe('0.979 [0.978, 0.980]')
})

test('a narrow space stands before the per cent sign', () => {
  expect(english.percent(0.9787)).toBe('97.9\u202f%')
})

test('sizes count in thousands', () => {
  expect(english.bytes(512)).toBe('512\u00a0B')
  expect(english.bytes(90_624)).toBe('90.6\u00a0kB')
  expect(english.bytes(48_234_567)).toBe('48.2\u00a0MB')
})

test('times are told by the clock, or roughly', () => {
  expect(english.clock(6.4)).toBe('0:06')
  expect(english.clock(3723)).toBe('1:02:03')
  expect(english.duration(0.42)).toBe('0.4\u00a0s')
  expect(english.duration(64)).toBe('1:04')
  expect(english.roughly(0.2)).toBe('<\u00a01\u00a0s')
  expect(english.roughly(1140)).toBe('19\u00a0min')
  expect(english.roughly(7500)).toBe('2\u00a0h 5\u00a0min')
})

test('a moment of today is a time, another one a date', () => {
  const now = new Date(2026, 10, 20, 18, 0)
  expect(english.moment(new Date(2026, 10, 20, 9, 12).toISOString(), now)).toBe('09:12')
  expect(english.moment(new Date(2026, 10, 3, 9, 12).toISOString(), now)).toBe('3 Nov')
  expect(english.moment(new Date(2025, 10, 3, 9, 12).toISOString(), now)).toBe('3 Nov 2025')
})
