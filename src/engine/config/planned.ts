/**
 * What the schema already names but the engine cannot do yet. A planned word is refused with a message that says so; it is
 * never ignored and never replaced by a default.
 */
import * as z from 'zod'

/** The message for a word that is either planned or unknown. */
export function unknownWord(kind: string, word: unknown, known: readonly string[], later: readonly string[]): string {
  if (typeof word === 'string' && later.includes(word)) return `${kind} "${word}" is not available yet: use one of ${known.join(', ')}`
  if (word === undefined) return `${kind} is missing: use one of ${known.join(', ')}`
  return `${kind} ${shorten(word)} is unknown: use one of ${known.join(', ')}`
}

/** A choice of words, of which some are planned. */
export function words<const K extends readonly [string, ...string[]]>(kind: string, known: K, later: readonly string[] = []) {
  return z.enum(known, { error: (issue) => unknownWord(kind, issue.input, known, later) })
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
