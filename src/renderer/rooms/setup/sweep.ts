/** Reading and changing the sweep of a draft. */
import { type FieldDescription, listFields, openGroup } from '../../../engine/config/describe'
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
 * Fields that a sweep can go over: every number, flag and choice of a trial. A variant, such as the optimizer or the activation of a layer,
 * is swept as a whole and by the fields that it has now; data and output units belong together and to the rest.
 */
export function sweepableFields(draft: unknown): string[] {
  const layers = getField(draft, 'network.layers')
  const count = Array.isArray(layers) ? layers.length : 0
  const fields = listFields('', draft).flatMap((field) =>
    field.path === 'network' ? Array.from({ length: count }, (_, i) => listFields(`network.layers.${i}`, draft)).flat() : [field],
  )
  const unswept = ['data', 'data.source', 'keepModels.every', `network.layers.${count - 1}.units`]
  return fields.flatMap((field) => pathsOf(field, draft)).filter((path) => !unswept.includes(path))
}

function pathsOf(field: FieldDescription, draft: unknown): string[] {
  const { path, kind } = field
  switch (kind.type) {
    case 'number':
    case 'flag':
    case 'choice':
    case 'list':
      return [path]
    case 'group': {
      const word = kind.variants === null ? null : `${path}.${kind.variants.key}`
      const inner = openGroup(field, draft).filter((one) => one.path !== path && one.path !== word)
      return [...(word === null ? [] : [path]), ...inner.flatMap((one) => pathsOf(one, draft))]
    }
    default:
      return []
  }
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
