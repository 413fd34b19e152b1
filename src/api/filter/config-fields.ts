/** The fields of a trial's configuration by name, as filters, groups and columns ask for them. */
import type { TrialConfig } from '../../engine/config/experiment'

export type ConfigValue = number | string | boolean | null
export type ConfigFields = ReadonlyMap<string, ConfigValue>

/** The key that says which variant a part is. */
const wordKeys = ['name', 'source', 'kind']

/**
 * Leaves by dotted path, such as `optimizer.learningRate` or `network.layers.0.units`. A part's own name stands for its word, as in
 * `optimizer`; `layers` are the units of all layers, as in 64-32-10, and `activations` their functions.
 */
export function configFields(config: TrialConfig): ConfigFields {
  const fields = new Map<string, ConfigValue>()
  for (const { name, read } of layerFields) fields.set(name, read(config.network.layers))
  collect(config, '', fields)
  return fields
}

function collect(value: unknown, path: string, into: Map<string, ConfigValue>): void {
  const own = path === '' ? undefined : fieldValue(value)
  if (own !== undefined) into.set(path, own)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) collect(inner, path === '' ? key : `${path}.${key}`, into)
}

/** What a place in a configuration counts as: a leaf as itself, a part as its word; undefined for what has no value of its own. */
export function fieldValue(value: unknown): ConfigValue | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (typeof value !== 'object') return undefined
  const word = Object.entries(value).find(([key, inner]) => wordKeys.includes(key) && typeof inner === 'string')
  return word === undefined ? undefined : String(word[1])
}

type Layers = TrialConfig['network']['layers']

/** Fields that all layers make together. */
export const layerFields: readonly { name: string; read(layers: Layers): string }[] = [
  { name: 'layers', read: (layers) => layers.map(({ units }) => units).join('-') },
  { name: 'activations', read: (layers) => layers.map(({ activation }) => activation.name).join('-') },
]
