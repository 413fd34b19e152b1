import { expect, test } from 'vitest'
import { isSmoothing, smooth } from '../../../../src/charts/compare/smooth'

test('the exponential average is corrected for its start at zero', () => {
  // w = 0.5: m = 2, 0.5 * 2 + 0.5 * 8 = 5, 0.5 * 5 + 0.5 * 0 = 2.5 of weights 1/2, 3/4 and 7/8 in all.
  expect(smooth([4, 8, 0], { kind: 'ema', weight: 0.5 })).toEqual([4, 5 / 0.75, 2.5 / 0.875])
  const flat = smooth([3, 3, 3, 3], { kind: 'ema', weight: 0.99 })
  for (const value of flat) expect(value).toBeCloseTo(3, 12)
})

test('the running mean is over the values around, fewer at the ends', () => {
  expect(smooth([1, 2, 6, 3, 8], { kind: 'mean', window: 3 })).toEqual([1.5, 3, 11 / 3, 17 / 3, 5.5])
})

test('a gap stays a gap and does not reset', () => {
  expect(smooth([4, null, 8], { kind: 'ema', weight: 0.5 })).toEqual([4, null, 5 / 0.75])
  expect(smooth([1, null, 3, 5], { kind: 'mean', window: 3 })).toEqual([2, null, 3, 4])
})

test('a long running mean does not drift', () => {
  const values = Array.from({ length: 5000 }, (_, i): number => (i % 2 === 0 ? 1e9 : 0.1))
  const last = smooth(values, { kind: 'mean', window: 3 }).at(-2)!
  // 1e9, 0.1 and 1e9 around a place of 0.1 or the reverse.
  expect(last).toBeCloseTo(values.slice(-3).reduce((a, b) => a + b) / 3, 4)
})

test('a weight of zero and a window of one or two values change nothing', () => {
  expect([isSmoothing({ kind: 'none' }), isSmoothing({ kind: 'ema', weight: 0 }), isSmoothing({ kind: 'mean', window: 2 })]).toEqual([false, false, false])
  expect(smooth([1, 5], { kind: 'mean', window: 2 })).toEqual([1, 5])
})
