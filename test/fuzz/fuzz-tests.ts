/** The tests of one parser: its corpus, and 2,000 inputs made from it, or as many as LAB_FUZZ asks for. */
import { describe, expect, test } from 'vitest'
import { fuzz, readCorpus } from './driver'
import type { Parser } from './parser'

const count = Number(process.env['LAB_FUZZ'] ?? 2000)
const seed = Number(process.env['LAB_FUZZ_SEED'] ?? 1)
/** Of the whole process, which runs one parser; looked at where many inputs would let a leak grow. */
const mostMemory = 256 * 1024 * 1024
const many = 20_000

export function fuzzTests(parser: Parser): void {
  describe(parser.name, () => {
    test.each(readCorpus(parser))('$name', async ({ bytes, expected }) => {
      expect(await parser.read(bytes)).toBe(expected)
    })

    test(`${count} inputs are taken or refused in words`, { timeout: Infinity }, async () => {
      const { tried, accepted, refused, crashes, peakMemory } = await fuzz(parser, { count, seed })
      if (count >= many) console.log(`${parser.name}: ${tried} inputs, ${accepted} accepted, ${refused} refused, ${Math.round(peakMemory / 2 ** 20)} MB`)
      expect(crashes.map(({ input, error }) => `${String(error).slice(0, 300)} for ${Buffer.from(input).toString('base64').slice(0, 4000)}`)).toEqual([])
      expect(tried).toBe(count)
      // Both ways are tried, and checks behind the first one are reached.
      expect(accepted).toBeGreaterThan(0)
      expect(refused).toBeGreaterThan(count / 10)
      if (count >= many) expect(peakMemory).toBeLessThan(mostMemory)
    })
  })
}
