/**
 * A part that an experiment can name: an optimizer, an activation, a loss and so on. Its file holds all there is to know of it: its name
 * with the fields of its configuration, its formula for the guide, and its implementation. A registry lists the parts of one kind.
 */
import * as z from 'zod'

export interface Part<S extends z.ZodObject = z.ZodObject> {
  /** How it is called in the field. */
  title: string
  /** What it computes, in LaTeX, for the guide. */
  formula: string
  /** Where it comes from. */
  source: string
  /** Its name and its fields, with their defaults and limits. */
  schema: S
}

/** The schemas of a registry, which is never empty, for `variants`. Each carries its part's title and source, for whoever describes it. */
export function schemasOf<const P extends readonly [Part, ...Part[]]>(parts: P): readonly [P[number]['schema'], ...P[number]['schema'][]] {
  for (const { schema, title, source } of parts) schema.register(z.globalRegistry, { title, source })
  const [first, ...rest]: readonly [P[number], ...P[number][]] = parts
  return [first.schema, ...rest.map(({ schema }) => schema)]
}

/** The part whose schema takes the word. Throws a RangeError where the registry has none: the configuration was not validated. */
export function findPart<P extends Part>(parts: readonly P[], key: string, word: string): P {
  const found = parts.find(({ schema }) => schema._zod.propValues[key]?.has(word))
  if (found === undefined) throw new RangeError(`there is no part "${word}"`)
  return found
}
