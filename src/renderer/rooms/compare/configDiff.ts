/** Configurations side by side: the fields in which they differ, and those that are the same in all. */
import type { TrialConfig } from '../../../engine/config/experiment'

export interface FieldRow {
  /** Dotted path, such as `optimizer.learningRate`. */
  path: string
  /** One value a configuration; undefined where it has no such field. */
  values: unknown[]
}

export interface ConfigDiff {
  differing: FieldRow[]
  same: FieldRow[]
}

export function diffConfigs(configs: readonly TrialConfig[]): ConfigDiff {
  const flat = configs.map((config) => flatten(config))
  const paths = [...new Set(flat.flatMap((fields) => [...fields.keys()]))]
  const rows = paths.map((path): FieldRow => ({ path, values: flat.map((fields) => fields.get(path)) }))
  const isSame = ({ values }: FieldRow) => values.every((value) => JSON.stringify(value) === JSON.stringify(values[0]))
  return { differing: rows.filter((row) => !isSame(row)), same: rows.filter(isSame) }
}

/** Leaves by dotted path, in the order of the schema. */
function flatten(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]])
  const entries = Object.entries(value).flatMap(([key, inner]) => [...flatten(inner, path === '' ? key : `${path}.${key}`)])
  return new Map(entries)
}
