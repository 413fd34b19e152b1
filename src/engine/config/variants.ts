/** A closed union of variants told apart by one key, with a message that lists the known and the planned ones. */
import * as z from 'zod'
import { unknownWord } from './planned'

type Variant = z.core.$ZodTypeDiscriminable

/**
 * Builds the union. A bare word stands for the variant with its defaults: `"adam"` is `{"name": "adam"}`.
 * @param kind what the user calls it, for messages and as its label
 * @param key the key that tells variants apart
 * @param options the variants that are built
 * @param later words that are planned
 */
export function variants<const K extends string, const O extends readonly [Variant, ...Variant[]]>(
  kind: string,
  key: K,
  options: O,
  later: readonly string[] = [],
) {
  const known = options.flatMap((option) => [...(option._zod.propValues?.[key] ?? [])].map(String))
  const union = z.discriminatedUnion(key, options, {
    error: (issue) => {
      if (issue.code !== 'invalid_union') return `${kind} takes an object with "${key}"`
      const input = issue.input
      const word = typeof input === 'object' && input !== null && Object.hasOwn(input, key) ? Reflect.get(input, key) : undefined
      return unknownWord(kind, word, known, later)
    },
  })
  z.globalRegistry.add(union, { label: kind })
  return z.preprocess((input) => (typeof input === 'string' ? { [key]: input } : input), union)
}
