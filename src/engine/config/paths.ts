/** Fields named by a dotted path, as sweeps and the command line write them: `network.layers.0.units`. */

export type PathResult = { ok: true; value: unknown } | { ok: false; message: string }

/**
 * A copy of the configuration with one field replaced. Only fields that exist can be set, so that a misspelt path is found.
 * Inside a variant (such as the optimizer) a field of another variant does not exist: replace the whole variant instead.
 */
export function setField(config: unknown, path: string, value: unknown): PathResult {
  return replace(config, path.split('.'), value, path)
}

function replace(node: unknown, keys: readonly string[], value: unknown, path: string): PathResult {
  const [key, ...rest] = keys
  if (key === undefined) return { ok: true, value }
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key) || (Array.isArray(node) && !/^\d+$/.test(key))) {
    const known = typeof node === 'object' && node !== null ? Object.keys(node) : []
    return { ok: false, message: `There is no field "${path}"${known.length > 0 ? `: at "${key}" it could go on with ${known.join(', ')}` : ''}` }
  }
  const inner = replace(Reflect.get(node, key), rest, value, path)
  if (!inner.ok) return inner
  if (Array.isArray(node)) return { ok: true, value: node.with(Number(key), inner.value) }
  return { ok: true, value: { ...node, [key]: inner.value } }
}
