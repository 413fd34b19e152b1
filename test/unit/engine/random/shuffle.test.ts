import { describe, expect, it } from 'vitest'
import { shuffleInPlace } from '../../../../src/engine/random/shuffle'
import { createStream } from '../../../../src/engine/random/stream'

describe('shuffleInPlace', () => {
  it('walks from the end, each time swapping with one of those not yet placed', () => {
    // Chosen: 1 of 0..3, 2 of 0..2, 0 of 0..1: [a b c d] -> [a d c b] -> [a d c b] -> [d a c b].
    const chosen = [1, 2, 0]
    const elements = [10, 20, 30, 40]
    shuffleInPlace(elements, { integerBelow: () => chosen.shift()! })
    expect(elements).toEqual([40, 10, 30, 20])
  })

  it('draws each of the 24 orders equally often', () => {
    const stream = createStream(1, 'shuffling')
    const counts = new Map<string, number>()
    const trials = 24_000
    for (let i = 0; i < trials; i++) {
      const elements = [0, 1, 2, 3]
      shuffleInPlace(elements, stream)
      counts.set(elements.join(), (counts.get(elements.join()) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    // Chi-squared with 23 degrees of freedom exceeds 49.7 once in a thousand.
    expect([...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(49.7)
  })

  it('keeps every element, in typed arrays as well, and leaves the shortest alone', () => {
    const elements = Uint32Array.from({ length: 1000 }, (_, i) => i)
    shuffleInPlace(elements, createStream(2, 'shuffling'))
    expect(elements.some((element, i) => element !== i)).toBe(true)
    expect([...elements].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
    const one = [5]
    shuffleInPlace(one, createStream(2, 'shuffling'))
    shuffleInPlace([], createStream(2, 'shuffling'))
    expect(one).toEqual([5])
  })
})
