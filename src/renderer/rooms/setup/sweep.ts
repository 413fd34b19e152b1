/** Reading and changing the sweep of a draft. */
import { listFields } from '../../../engine/config/describe'
import type { SweepAxis } from '../../../engine/config/experiment'
import { getField, isTree } from './tree'

/** The axes of a draft; what is no axis is left out. */
export function axesOf(draft: unknown): SweepAxis[] {
  const sweep = getField(draft, 'sweep')
  if (!Array.isArray(sweep)) return []
  return sweep.filter(isTree).map((axis) => ({
    field: String(axis['field'] ?? ''),
    values: Array.isArray(axis['values']) ? axis['values'] : [],
    ...(Array.isArray(axis['labels']) ? { labels: axis['labels'].map(String) } : {}),
  }))
}

/** Fields that a sweep can go over: every number, flag and choice of a trial, and the list of layers. */
export function sweepableFields(draft: unknown): string[] {
  const layers = getField(draft, 'network.layers')
  const layerGroups = Array.isArray(layers) ? layers.map((_, i) => `network.layers.${i}`) : []
  const groups = ['data', ...layerGroups, 'loss', 'optimizer', '']
  const fields = groups.flatMap((group) => listFields(group, draft))
  return fields.filter(({ kind }) => kind.type === 'number' || kind.type === 'flag' || kind.type === 'choice').map(({ path }) => path)
}

/**
 * Values as they are typed: JSON, several parted by commas. A bare word stands for itself: `relu, tanh`.
 * @returns null where the text holds no value
 */
export function parseValues(text: string): SweepAxis['values'] | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const list = parseJson(`[${trimmed}]`)
  if (Array.isArray(list)) return list.length > 0 ? list : null
  const words = trimmed.split(',').map((word) => word.trim())
  if (words.some((word) => !/^[\w.+-]+$/.test(word))) return null
  return words.map((word) => parseJson(word) ?? word)
}

function parseJson(text: string): SweepAxis['values'][number] | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Values added at the end, each once; labels keep step with the values. */
export function withValues(axis: SweepAxis, values: SweepAxis['values']): SweepAxis {
  const known = new Set(axis.values.map((value) => JSON.stringify(value)))
  const fresh = values.filter((value) => !known.has(JSON.stringify(value)))
  const next = { ...axis, values: [...axis.values, ...fresh] }
  return axis.labels ? { ...next, labels: [...axis.labels, ...fresh.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))] } : next
}

export function withoutValue(axis: SweepAxis, index: number): SweepAxis {
  const next = { ...axis, values: axis.values.toSpliced(index, 1) }
  return axis.labels ? { ...next, labels: axis.labels.toSpliced(index, 1) } : next
}
