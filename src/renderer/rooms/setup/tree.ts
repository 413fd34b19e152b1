/** A draft is a configuration that may be wrong yet: plain JSON, read and compared by dotted path. */

export type Tree = Readonly<Record<string, unknown>>

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path, or undefined. */
export function getField(tree: unknown, path: string): unknown {
  let node = tree
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined
    node = Reflect.get(node, key)
  }
  return node
}

export interface Change {
  path: string
  before: unknown
  after: unknown
}

/**
 * The fields that differ, leaf by leaf. Where a variant changes, such as the optimizer, only the variant's own word is named; lists are
 * compared as a whole, but for those of as many groups, such as layers, which are gone through.
 */
export function listChanges(before: unknown, after: unknown, path = ''): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && [...before, ...after].every(isTree))
    return before.flatMap((item, i) => listChanges(item, after[i], `${path}.${i}`))
  if (!isTree(before) || !isTree(after)) return [{ path, before, after }]
  for (const key of ['name', 'source', 'kind']) {
    if (path !== '' && typeof before[key] === 'string' && typeof after[key] === 'string' && before[key] !== after[key])
      return [{ path: `${path}.${key}`, before: before[key], after: after[key] }]
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => listChanges(before[key], after[key], path === '' ? key : `${path}.${key}`))
}
