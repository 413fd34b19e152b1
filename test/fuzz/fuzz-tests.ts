/** The tests of one parser: its corpus, and 2,000 inputs made from it. `npm run test:fuzz` tries more, each parser in a process of little memory. */
import { describe, expect, test } from 'vitest'
import { fuzz, readCorpus } from './driver'
import type { Parser } from './parser'

const count = 2000
const seed = 1

export function fuzzTests(parser: Parser): void {
  describe(parser.name, () => {
    test.each(readCorpus(parser))('$name', async ({ bytes, expected }) => {
      expect(await parser.read(bytes)).toBe(expected)
    })

    test(`${count} inputs are taken or refused in words`, { timeout: 300_000 }, async () => {
      const { tried, accepted, refused, crashes } = await fuzz(parser, { count, seed })
      expect(crashes.map(({ input, error }) => `${String(error).slice(0, 300)} for ${Buffer.from(input).toString('base64').slice(0, 4000)}`)).toEqual([])
      expect(tried).toBe(count)
      // Both ways are tried, and checks behind the first one are reached.
      expect(accepted).toBeGreaterThan(0)
      expect(refused).toBeGreaterThan(count / 10)
    })
  })
}
