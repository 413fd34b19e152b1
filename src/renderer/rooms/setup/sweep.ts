/** Reading and changing the sweep of a draft. */
import { type FieldDescription, listFields } from '../../../engine/config/describe'
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

/**
 * Fields that a sweep can go over: every number, flag and choice of a trial. A variant is swept as a whole, such as the optimizer or the
 * activation of a layer, because its fields come and go with its word; the output's units belong to the data.
 */
export function sweepableFields(draft: unknown): string[] {
  const layers = getField(draft, 'network.layers')
  const count = Array.isArray(layers) ? layers.length : 0
  const groups = ['data', ...Array.from({ length: count }, (_, i) => `network.layers.${i}`), 'loss', 'optimizer', '']
  const fields = groups.flatMap((group) => listFields(group, draft))
  const isPart = ({ path, kind }: FieldDescription) => kind.type === 'group' && path.startsWith('network.layers.')
  const isValue = ({ kind }: FieldDescription) => kind.type === 'number' || kind.type === 'flag' || kind.type === 'choice'
  const paths = fields.filter((field) => isValue(field) || isPart(field)).map(({ path }) => path)
  const wholes = ['data.source', 'loss.name', 'optimizer.name', `network.layers.${count - 1}.units`]
  return ['optimizer', 'schedule', 'clipping', ...paths.filter((path) => !wholes.includes(path))]
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

/** Values added at the end, each once, with their labels: the name of the setting in legends. */
export function withValues(axis: SweepAxis, values: SweepAxis['values'], labelOf: (value: unknown) => string): SweepAxis {
  const known = new Set(axis.values.map((value) => JSON.stringify(value)))
  const fresh = values.filter((value) => !known.has(JSON.stringify(value)))
  const labels = axis.labels ?? axis.values.map(labelOf)
  return { ...axis, values: [...axis.values, ...fresh], labels: [...labels, ...fresh.map(labelOf)] }
}

export function withoutValue(axis: SweepAxis, index: number): SweepAxis {
  const next = { ...axis, values: axis.values.toSpliced(index, 1) }
  return axis.labels ? { ...next, labels: axis.labels.toSpliced(index, 1) } : next
}
