import { describe, expect, it } from 'vitest'
import { seedState, type StreamName } from '../../../../src/engine/random/seeding'

const names: StreamName[] = ['data', 'initialisation', 'shuffling', 'dropout', 'augmentation']

/** ChaCha's quarter round as RFC 8439, section 2.1, writes it, on BigInt. */
function quarterRound([a, b, c, d]: [bigint, bigint, bigint, bigint]): [bigint, bigint, bigint, bigint] {
  const word = (x: bigint) => x & 0xffffffffn
  const rotate = (x: bigint, n: bigint) => word(x << n) | (x >> (32n - n))
  a = word(a + b)
  d = rotate(d ^ a, 16n)
  c = word(c + d)
  b = rotate(b ^ c, 12n)
  a = word(a + b)
  d = rotate(d ^ a, 8n)
  c = word(c + d)
  b = rotate(b ^ c, 7n)
  return [a, b, c, d]
}

describe('seedState', () => {
  it('is ten quarter rounds over seed, stream, index and constant', () => {
    // RFC 8439, section 2.1.1, settles what a quarter round is.
    expect(quarterRound([0x11111111n, 0x01020304n, 0x9b8d6f43n, 0x01234567n])).toEqual([0xea2a92f4n, 0xcb1cf8cen, 0x4581472en, 0x5881c4bbn])
    let words: [bigint, bigint, bigint, bigint] = [42n, 3n, 7n, 0x9e3779b9n]
    for (let round = 0; round < 10; round++) words = quarterRound(words)
    expect(seedState(42, 'shuffling', 7)).toEqual(words.map(Number))
  })

  it('never gives two purposes the same state', () => {
    const states = new Set<string>()
    for (const name of names) for (let seed = 0; seed < 500; seed++) for (let index = 0; index < 8; index++) states.add(seedState(seed, name, index).join())
    expect(states.size).toBe(5 * 500 * 8)
  })

  it('turns about half of the bits when one bit of the seed or the index turns', () => {
    const bits = (state: readonly number[]) => state.map((word) => word.toString(2).padStart(32, '0')).join('')
    const base = bits(seedState(12345, 'data', 0))
    for (let bit = 0; bit < 32; bit++) {
      for (const state of [seedState((12345 ^ (1 << bit)) >>> 0, 'data', 0), seedState(12345, 'data', (1 << bit) >>> 0)]) {
        const turned = [...bits(state)].filter((digit, i) => digit !== base[i]).length
        // Binomial with n = 128, p = 1/2: five standard deviations are 28.
        expect(turned).toBeGreaterThan(64 - 28)
        expect(turned).toBeLessThan(64 + 28)
      }
    }
  })

  it.each([-1, 0.5, 2 ** 32, NaN, Infinity])('refuses %d as a seed and as an index', (word) => {
    expect(() => seedState(word, 'data', 0)).toThrow(/^seed takes a whole number from 0 to 4294967295/)
    expect(() => seedState(1, 'data', word)).toThrow(/^index takes/)
  })
})
