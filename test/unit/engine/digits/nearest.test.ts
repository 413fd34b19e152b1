import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NearestImages } from '../../../../src/engine/digits/nearest'
import { compressRows } from '../../../../src/engine/fast/compress'

describe('NearestImages', () => {
  it('orders by distance; of equals the first comes first', () => {
    // Three pixels: paper and ink. From (255, 0, 0): itself 0, one more pixel of ink 1, another pixel sqrt 2, all paper 1.
    const images = Uint8Array.of(0, 255, 0, 255, 255, 0, 0, 0, 0, 255, 0, 0)
    const nearest = new NearestImages(compressRows(images, 3))
    expect(nearest.find(Uint8Array.of(255, 0, 0), 3)).toEqual([
      { index: 3, distance: 0 },
      { index: 1, distance: 1 },
      { index: 2, distance: 1 },
    ])
    expect(nearest.find(Uint8Array.of(255, 0, 0), 9).map(({ index, distance }) => [index, distance])).toEqual([[3, 0], [1, 1], [2, 1], [0, Math.SQRT2]]) // prettier-ignore
  })

  it('finds what comparing all of them finds', () => {
    const image = fc.uint8Array({ minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(image, fc.array(image, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (query, images, count) => {
        const distances = images.map((other, index) => ({ index, square: other.reduce((sum, byte, i) => sum + (byte - query[i]!) ** 2, 0) }))
        const expected = distances.sort((a, b) => a.square - b.square || a.index - b.index).slice(0, count)
        const found = new NearestImages(compressRows(Uint8Array.from(images.flatMap((one) => [...one])), 6)).find(query, count)
        expect(found.map(({ index }) => index)).toEqual(expected.map(({ index }) => index))
        found.forEach(({ distance }, n) => expect(distance).toBeCloseTo(Math.sqrt(expected[n]!.square) / 255, 12))
      }),
    )
  })
})
