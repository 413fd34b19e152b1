/** Canonical JSON: the same configuration always gives the same bytes, so that their SHA-256 identifies it. */

/**
 * JSON without white space, with object keys in order of their UTF-16 code units, as RFC 8785 has it. Numbers print as in
 * ECMAScript, which is the RFC's form. Throws a TypeError on anything that is not plain JSON.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).filter(([, member]) => member !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError(`canonical JSON has no ${typeof value}`)
}
