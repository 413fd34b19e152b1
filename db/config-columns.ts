/** Single fields of all recorded configurations, read once a field and kept: a filter would otherwise take every configuration apart anew. */
import { fieldValue, layerFields, type ConfigValue } from '../src/api/filter/config-fields'
import type { TrialConfig } from '../src/engine/config/experiment'
import type { Connection } from './driver'

interface Column {
  /** By digest of the configuration; without those that have no such field. */
  values: Map<string, ConfigValue>
  /** The newest run that has been looked at. A run's configuration never changes, and numbers only grow. */
  upTo: number
}

export class ConfigColumns {
  private readonly columns = new Map<string, Column>()

  constructor(private readonly db: Connection) {}

  /** Values of a field by digest of the configuration; empty where no configuration has the field. */
  values(field: string): ReadonlyMap<string, ConfigValue> {
    const path = jsonPath(field)
    if (path === null) return new Map()
    const column = this.columns.get(field) ?? { values: new Map<string, ConfigValue>(), upTo: 0 }
    const rows = this.db
      .prepare<[string, number], [digest: string, id: number, json: string | null]>(
        'SELECT config_digest, max(id), config -> ? FROM runs WHERE id > ? GROUP BY config_digest',
      )
      .raw()
      .all(path, column.upTo)
    for (const [digest, id, json] of rows) {
      const value = json === null ? undefined : valueOf(field, json)
      if (value !== undefined) column.values.set(digest, value)
      column.upTo = Math.max(column.upTo, id)
    }
    // What no run has is not remembered: names are typed letter by letter.
    if (column.values.size > 0) this.columns.set(field, column)
    return column.values
  }

  /** Whether some recorded configuration has the field. */
  has(field: string): boolean {
    return this.values(field).size > 0
  }
}

const ofLayers = new Map(layerFields.map((field) => [field.name, field]))

/** The path as SQLite writes it, or null for what cannot be one. */
function jsonPath(field: string): string | null {
  if (ofLayers.has(field)) return '$.network.layers'
  const keys = field.split('.')
  if (!keys.every((key) => /^[A-Za-z0-9_]{1,60}$/.test(key))) return null
  return `$${keys.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `."${key}"`)).join('')}`
}

function valueOf(field: string, json: string): ConfigValue | undefined {
  // The configuration was checked when it was stored.
  const value: unknown = JSON.parse(json)
  const whole = ofLayers.get(field)
  return whole ? whole.read(value as TrialConfig['network']['layers']) : fieldValue(value)
}
