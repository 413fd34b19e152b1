import { expect, test } from 'vitest'
import { dodge } from '../../../../src/charts/report/panels/dodge'

test('marks that do not touch stay on the first level', () => {
  expect(dodge([30, 0, 10], 5, 3)).toEqual({ levels: [0, 0, 0], crowded: false })
})

test('marks that would cover each other go to the next free level, whatever their order', () => {
  expect(dodge([12, 10, 14, 16], 5, 3)).toEqual({ levels: [1, 0, 2, 0], crowded: false })
})

test('where all levels are taken, the one whose last mark is furthest away', () => {
  expect(dodge([0, 1, 2, 3], 10, 2)).toEqual({ levels: [0, 1, 0, 1], crowded: true })
})
