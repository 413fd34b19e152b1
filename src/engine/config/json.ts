/** JSON from outside: parsed only where no reader's stack can overflow on what comes out. */
import type { Validated } from './validate'

/** Brackets within brackets at most; a configuration has about ten. */
export const deepestJson = 64

/** The value of a JSON text, or one problem in words: it is no JSON, or nested too deeply. */
export function readJson(text: string): Validated<unknown> {
  const depth = depthOfJson(text)
  if (depth > deepestJson) return problem(`it is nested deeper than ${deepestJson} levels`)
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return problem(`it is no JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}

function problem(message: string): Validated<never> {
  return { ok: false, problems: [{ field: '', message }] }
}

/** Brackets that are open at once, at most; those within strings do not count. Nothing here calls itself. */
function depthOfJson(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (quoted && letter === '\\') i++
    else if (letter === '"') quoted = !quoted
    else if (!quoted && (letter === '{' || letter === '[')) deepest = Math.max(deepest, ++depth)
    else if (!quoted && (letter === '}' || letter === ']')) depth--
  }
  return deepest
}
