import { describe, expect, it } from 'vitest'
import { createStream, type RandomStream, type StreamName } from '../../../../src/engine/random/stream'

const count = 20_000

function draw(stream: RandomStream, next: (stream: RandomStream) => number, length = count): number[] {
  return Array.from({ length }, () => next(stream))
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function correlation(a: number[], b: number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const product = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)))
  return product / Math.sqrt(mean(a.map((value) => (value - meanA) ** 2)) * mean(b.map((value) => (value - meanB) ** 2)))
}

describe('a stream', () => {
  it('repeats with its seed and changes with seed, name and index', () => {
    const first = draw(createStream(1, 'data'), (stream) => stream.nextUint32(), 100)
    expect(draw(createStream(1, 'data'), (stream) => stream.nextUint32(), 100)).toEqual(first)
    for (const other of [createStream(2, 'data'), createStream(1, 'shuffling'), createStream(1, 'data', 1)]) {
      const drawn = draw(other, (stream) => stream.nextUint32(), 100)
      expect(drawn.filter((word, i) => word === first[i])).toEqual([])
    }
  })

  it('keeps its first numbers for ever: results rest on them', () => {
    const stream = createStream(1, 'initialisation')
    expect([stream.nextUint32(), stream.nextUint32(), stream.uniform(), stream.gaussian(), stream.integerBelow(1000)]).toEqual([
      648524440, 3784512033, 0.8407606167779208, 1.5836097859249207, 623,
    ])
  })

  it('is uncorrelated with its neighbours', () => {
    const streams: [number, StreamName, number][] = [
      [1, 'data', 0],
      [2, 'data', 0],
      [3, 'data', 0],
      [1, 'initialisation', 0],
      [1, 'dropout', 1],
      [0, 'data', 0],
    ]
    const drawn = streams.map(([seed, name, index]) => draw(createStream(seed, name, index), (stream) => stream.uniform()))
    for (let i = 0; i < drawn.length; i++) {
      // The correlation of independent numbers has standard deviation 1 / sqrt(n) = 0.007.
      for (let j = 0; j < i; j++) expect(Math.abs(correlation(drawn[i]!, drawn[j]!))).toBeLessThan(5 / Math.sqrt(count))
      expect(Math.abs(correlation(drawn[i]!.slice(1), drawn[i]!.slice(0, -1)))).toBeLessThan(5 / Math.sqrt(count))
    }
  })

  it('draws first numbers that are uniform over seeds', () => {
    const first = Array.from({ length: count }, (_, seed) => createStream(seed, 'data').uniform())
    expect(Math.abs(mean(first) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / count))
    expect(Math.abs(correlation(first.slice(1), first.slice(0, -1)))).toBeLessThan(5 / Math.sqrt(count))
  })
})

describe('uniform', () => {
  it('fills [0, 1) evenly, with 53 bits', () => {
    const drawn = draw(createStream(3, 'data'), (stream) => stream.uniform())
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn)).toBeLessThan(1)
    const bins = new Array<number>(20).fill(0)
    for (const x of drawn) bins[Math.floor(x * 20)]!++
    const expected = count / 20
    // Chi-squared with 19 degrees of freedom exceeds 43.8 once in a thousand.
    expect(bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(43.8)
    expect(drawn.every((x) => Number.isInteger(x * 2 ** 53))).toBe(true)
    expect(drawn.some((x) => !Number.isInteger(x * 2 ** 52))).toBe(true)
  })

  it('is scaled by uniformBetween', () => {
    const stream = createStream(4, 'data')
    const same = createStream(4, 'data')
    for (let i = 0; i < 100; i++) expect(stream.uniformBetween(-2, 6)).toBe(-2 + 8 * same.uniform())
  })
})

describe('gaussian', () => {
  it('has the moments and the tail of the normal distribution', () => {
    const drawn = draw(createStream(5, 'data'), (stream) => stream.gaussian())
    // Standard deviations of the sample moments: 1 / sqrt(n), sqrt(2 / n), sqrt(15 / n), sqrt(96 / n).
    expect(Math.abs(mean(drawn))).toBeLessThan(5 * Math.sqrt(1 / count))
    expect(Math.abs(mean(drawn.map((x) => x ** 2)) - 1)).toBeLessThan(5 * Math.sqrt(2 / count))
    expect(Math.abs(mean(drawn.map((x) => x ** 3)))).toBeLessThan(5 * Math.sqrt(15 / count))
    expect(Math.abs(mean(drawn.map((x) => x ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96 / count))
    // P(|x| > 1.96) = 0.05.
    const beyond = drawn.filter((x) => Math.abs(x) > 1.959964).length / count
    expect(Math.abs(beyond - 0.05)).toBeLessThan(5 * Math.sqrt((0.05 * 0.95) / count))
  })

  it('keeps nothing beside the state', () => {
    const stream = createStream(6, 'initialisation')
    stream.gaussian()
    const state = stream.state()
    const expected = draw(stream, (s) => s.gaussian(), 10)
    const other = createStream(1, 'data')
    other.restore(state)
    expect(draw(other, (s) => s.gaussian(), 10)).toEqual(expected)
  })
})

describe('integerBelow', () => {
  it('draws every number equally often', () => {
    const stream = createStream(7, 'shuffling')
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < count; i++) counts[stream.integerBelow(7)]!++
    const expected = count / 7
    // Chi-squared with 6 degrees of freedom exceeds 22.5 once in a thousand.
    expect(counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)).toBeLessThan(22.5)
  })

  it('has no bias where the remainder alone would be lopsided', () => {
    // With n = 3 * 2^30 the plain remainder would draw the lowest third with probability 1/2.
    const n = 3 * 2 ** 30
    const stream = createStream(8, 'shuffling')
    const low = draw(stream, (s) => s.integerBelow(n)).filter((x) => x < n / 3).length / count
    expect(Math.abs(low - 1 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / count))
  })

  it('takes 1 to 2^32', () => {
    const stream = createStream(9, 'shuffling')
    expect(stream.integerBelow(1)).toBe(0)
    expect(stream.integerBelow(2 ** 32)).toBeLessThan(2 ** 32)
    for (const n of [0, -1, 1.5, NaN, 2 ** 32 + 1]) expect(() => stream.integerBelow(n)).toThrow(RangeError)
  })
})
