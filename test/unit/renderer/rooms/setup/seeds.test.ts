/** Seeds as they are typed. */
import { describe, expect, test } from 'vitest'
import { formatSeeds, parseSeeds } from '../../../../../src/renderer/rooms/setup/seeds'

describe('reading', () => {
  test('a bare number is a count, a range or a comma makes a list', () => {
    expect(parseSeeds('15')).toEqual({ count: 15 })
    expect(parseSeeds(' 1-3, 20 ')).toEqual({ list: [1, 2, 3, 20] })
    expect(parseSeeds('5-5')).toEqual({ list: [5] })
    expect(parseSeeds('7, 3')).toEqual({ list: [7, 3] })
  })
  test('anything else is not understood', () => {
    for (const text of ['', 'x', '1-', '3-1', '1,,2', '1.5', '-4', '1e3']) expect(parseSeeds(text), text).toBeNull()
  })
  test('a list that nobody could run is refused before it is built', () => {
    expect(parseSeeds('1-4000000000')).toBeNull()
    expect(parseSeeds('1-10000')).toEqual({ list: expect.objectContaining({ length: 10_000 }) })
    expect(parseSeeds('1-10000, 10001')).toBeNull()
  })
})

test('what is written reads back the same', () => {
  for (const text of ['15', '1-3, 20', '5-5', '7, 3', '2, 4-6']) {
    const seeds = parseSeeds(text)
    expect(seeds && formatSeeds(seeds), text).toBe(text)
  }
})
