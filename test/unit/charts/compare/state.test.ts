import { expect, test } from 'vitest'
import { comparisonSchema, fromAddress, newComparison, parseIds, toAddress } from '../../../../src/charts/compare/state'

test('ids of an address are whole numbers above zero and ranges of them, each once', () => {
  expect(parseIds('3,1,3,x,-2,0,1.5, 4,')).toEqual([3, 1])
  expect(parseIds('7-9,8,5-4,2-')).toEqual([7, 8, 9])
  // More than any comparison takes is no range.
  expect(parseIds('1-99999999')).toEqual([])
  expect(parseIds(undefined)).toEqual([])
  expect(parseIds(['1'])).toEqual([])
})

test('an address holds only what was changed, and gives the same comparison again', () => {
  expect(toAddress(newComparison([3, 1]))).toEqual({ runs: '3,1', view: '' })
  const state = { ...newComparison([3, 1]), smoothing: { kind: 'ema', weight: 0.9 } as const, x: 'step' as const, zoom: { from: 2, to: 5.5 } }
  const address = toAddress(state)
  expect(JSON.parse(address.view)).toEqual({ smoothing: { kind: 'ema', weight: 0.9 }, x: 'step', zoom: { from: 2, to: 5.5 } })
  expect(fromAddress(address)).toEqual(state)
})

test('what an address says and nobody understands falls back to the defaults, the runs stay', () => {
  for (const view of ['{', '[]', '{"x":"weeks"}', '{"future":true}', 3, '{"zoom":{"from":2,"to":1}}'])
    expect(fromAddress({ runs: '1,2', view })).toEqual(newComparison([1, 2]))
})

test('a saved view is checked field by field', () => {
  expect(comparisonSchema.safeParse({ ...newComparison([1]) }).success).toBe(true)
  expect(comparisonSchema.safeParse({ ...newComparison([1]), smoothing: { kind: 'ema', weight: 1 } }).success).toBe(false)
})
