/** Repeated keys of a JSON object, which JSON.parse silently resolves to the last. */

/**
 * The first key that appears twice in one object, or null. The text must be JSON that JSON.parse accepts. Nesting of any depth is fine:
 * nothing here calls itself.
 */
export function findDuplicateKey(json: string): string | null {
  // One entry an open object or array: the keys of the object, null for an array.
  const open: (Set<string> | null)[] = []
  for (let i = 0; i < json.length; i++) {
    const character = json[i]
    if (character === '{') open.push(new Set())
    else if (character === '[') open.push(null)
    else if (character === '}' || character === ']') open.pop()
    else if (character === '"') {
      const end = endOfString(json, i)
      const keys = open.at(-1)
      if (keys && isFollowedByColon(json, end + 1)) {
        const key = String(JSON.parse(json.slice(i, end + 1)))
        if (keys.has(key)) return key
        keys.add(key)
      }
      i = end
    }
  }
  return null
}

/** The position of the quotation mark that ends the string begun at `start`. */
function endOfString(json: string, start: number): number {
  let i = start + 1
  while (json[i] !== '"' && i < json.length) i += json[i] === '\\' ? 2 : 1
  return i
}

function isFollowedByColon(json: string, position: number): boolean {
  let i = position
  while (json[i] === ' ' || json[i] === '\n' || json[i] === '\r' || json[i] === '\t') i++
  return json[i] === ':'
}
