import { expect, test } from 'vitest'
import { linearTickTexts, logTicks, logTickTexts, niceTicks, numberText } from '../../../src/charts/ticks'

test('a lone tick keeps its digits', () => {
  expect(linearTickTexts([0.95])).toEqual(['0.95'])
})

test('binary fractions are not printed, and all ticks get the digits of the longest', () => {
  expect(linearTickTexts([0.1, 0.1 + 0.2, 0.5, 1])).toEqual(['0.1', '0.3', '0.5', '1.0'])
  expect(linearTickTexts([0.93, 0.9500000000000001, 0.97])).toEqual(['0.93', '0.95', '0.97'])
})

test('zero is "0", negative numbers have a true minus sign', () => {
  expect(linearTickTexts([-0.5, 0, 0.5])).toEqual(['−0.5', '0', '0.5'])
  expect(linearTickTexts([-1000, 0, 1000])).toEqual(['−1000', '0', '1000'])
})

test('very small and very large ticks are powers of ten', () => {
  expect(linearTickTexts([0, 0.00002, 0.00004])).toEqual(['0', '2e−5', '4e−5'])
  expect(linearTickTexts([0, 2_000_000])).toEqual(['0', '2e6'])
  expect(numberText(1.5e-7)).toBe('1.5e−7')
  expect(numberText(0.1 + 0.2)).toBe('0.3')
})

test('a logarithmic axis of several decades names the powers of ten only', () => {
  expect(logTickTexts([0.01, 0.02, 0.05, 0.1, 0.2, 1])).toEqual(['0.01', '', '', '0.1', '', '1'])
})

test('one decade names 1, 2 and 5; less names every tick', () => {
  expect(logTickTexts([0.1, 0.2, 0.3, 0.4, 0.5])).toEqual(['0.1', '0.2', '', '', '0.5'])
  expect(logTickTexts([0.3, 0.4])).toEqual(['0.3', '0.4'])
})

test('ticks are round and cover the range', () => {
  expect(niceTicks(-1.87, -0.19, 5)).toEqual([-2, -1.5, -1, -0.5, 0])
  expect(niceTicks(0, 1, 3)).toEqual([0, 0.5, 1])
  expect(niceTicks(2, 2, 3)[0]).toBeLessThanOrEqual(2)
})

test('logarithmic ticks cover the range with 1, 2 and 5 times powers of ten, or with the powers where those are too many', () => {
  expect(logTicks(0.03, 0.7)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1])
  expect(logTicks(0.1, 2)).toEqual([0.1, 0.2, 0.5, 1, 2])
  expect(logTicks(3e-7, 4)).toEqual([1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10])
  expect(logTicks(1, 1)).toEqual([1, 2])
  expect(() => logTicks(0, 1)).toThrow(RangeError)
})
