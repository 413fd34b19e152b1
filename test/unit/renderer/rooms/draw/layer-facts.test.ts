import { expect, test } from 'vitest'
import { layerFacts } from '../../../../../src/renderer/rooms/draw/layerFacts'

test('a layer in words: how many units pass something on, and from what to what', () => {
  expect(layerFacts(Float64Array.of(0, -1.5, 0, 2))).toEqual({ units: 4, active: 2, least: -1.5, largest: 2, columns: 4 })
})

test('many units lie in rows of a power of two, about four times as wide as high', () => {
  // sqrt(4 x 512) = 45, rounded up to 64: eight rows. sqrt(4 x 64) = 16: four rows.
  expect([16, 64, 100, 256, 512].map((units) => layerFacts(new Float64Array(units)).columns)).toEqual([16, 16, 32, 32, 64])
})
