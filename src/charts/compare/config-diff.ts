/** Configurations side by side: the fields in which they differ, and those that are the same in all. */
import type { TrialConfig } from '../../engine/config/experiment'

export interface FieldRow {
  /** Dotted path, such as `optimizer.learningRate`; a layer's field stands for all layers, such as `network.layers.units`. */
  path: string
  /** One value a configuration, for layers a list; undefined where it has no such field. */
  values: unknown[]
}

export interface ConfigDiff {
  differing: FieldRow[]
  same: FieldRow[]
}

export function diffConfigs(configs: readonly TrialConfig[]): ConfigDiff {
  const flat = withSwitches(configs.map((config) => flatten(config)))
  const paths = orderPaths(flat)
  const rows = paths.map((path): FieldRow => ({ path, values: flat.map((fields) => fields.get(path)) }))
  const isSame = ({ values }: FieldRow) => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]))
  return { differing: rows.filter((row) => !isSame(row)), same: rows.filter(isSame) }
}

/** Leaves by dotted path, in the order of the schema. */
function flatten(value: unknown, path = ''): Map<string, unknown> {
  if (Array.isArray(value)) return flattenList(value, path)
  if (typeof value !== 'object' || value === null) return new Map([[path, value]])
  const entries = Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)])
  return new Map(entries)
}

/** Layers are read across: one field of all of them, one value where all have the same. */
function flattenList(list: readonly unknown[], path: string): Map<string, unknown> {
  const items = withSwitches(list.map((item) => flatten(item, path)))
  const keys = [...new Set(items.flatMap((item) => [...item.keys()]))]
  return new Map(
    keys.map((key) => {
      const values = items.map((item) => item.get(key))
      const distinct = new Set(values.map((value) => JSON.stringify(value)))
      return [key, distinct.size === 1 && !key.endsWith('.units') ? values[0] : values]
    }),
  )
}

/** Where one has null and another has fields in its place, a part is turned off and on: false and true say so. */
function withSwitches(flat: readonly Map<string, unknown>[]): Map<string, unknown>[] {
  const hasBelow = (fields: Map<string, unknown>, path: string) => [...fields.keys()].some((key) => key.startsWith(`${path}.`))
  const nulls = new Set(flat.flatMap((fields) => [...fields].filter(([, value]) => value === null).map(([path]) => path)))
  const switches = [...nulls].filter((path) => flat.some((fields) => hasBelow(fields, path)))
  return flat.map((fields) => {
    const entries = [...fields].map(([path, value]): [string, unknown] => [path, switches.includes(path) && value === null ? false : value])
    for (const path of switches) {
      const first = entries.findIndex(([key]) => key.startsWith(`${path}.`))
      if (first >= 0 && !fields.has(path)) entries.splice(first, 0, [path, true])
    }
    return new Map(entries)
  })
}

/** All paths in the order of the schema: one that only some have stands behind the one before it there. */
function orderPaths(flat: readonly Map<string, unknown>[]): string[] {
  const paths: string[] = []
  for (const fields of flat) {
    let place = 0
    for (const path of fields.keys()) {
      const known = paths.indexOf(path)
      place = known >= 0 ? known + 1 : place + 1
      if (known < 0) paths.splice(place - 1, 0, path)
    }
  }
  return paths
}
