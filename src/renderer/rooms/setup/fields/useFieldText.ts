/** The words of a field: the schema's own, and for words of a choice that the schema leaves bare those of the texts. */
import { useI18n } from 'vue-i18n'
import { type Choice, completeField, describeField, type FieldDescription, listFields } from '../../../../engine/config/describe'
import { setField } from '../../../../engine/config/paths'
import { format } from '../../../format'
import { isTree, type Tree } from '../tree'

/** The last part of a path. */
export function lastKey(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** A name of the program as words: `mean_all` and `meanAll` are "mean all". */
function asWords(name: string): string {
  return name.replaceAll('_', ' ').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A digest is told from others by its beginning. */
function shortDigest(text: string): string {
  return /^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 12)}…` : text
}

export function useFieldText() {
  const { t, te } = useI18n()

  function labelOf(field: Pick<FieldDescription, 'path' | 'label'>): string {
    const words = asWords(lastKey(field.path))
    return field.label || words.charAt(0).toUpperCase() + words.slice(1)
  }
  function choiceOf(path: string, { word, title }: Choice): string {
    const key = `setup.word.${lastKey(path)}.${word}`
    return title || (te(key) ? t(key) : asWords(word))
  }
  /** The chosen one of the variants at a path, in words. */
  function variantOf(path: string, config: unknown, word: unknown): string {
    const kind = describeField(path, config)?.kind
    const variants = kind?.type === 'group' ? kind.variants : null
    const choice = variants?.choices.find((one) => one.word === word)
    return variants && choice ? choiceOf(`${path}.${variants.key}`, choice) : String(word)
  }
  /** A variant with the fields in which it differs from its defaults: "Leaky ReLU, negative slope 0.2". */
  function groupOf(path: string, config: unknown, value: Tree): string {
    const kind = describeField(path, config)?.kind
    const key = kind?.type === 'group' ? kind.variants?.key : undefined
    const word = key === undefined ? undefined : value[key]
    const title = key === undefined ? t('setup.yes') : variantOf(path, config, word)
    const usual = completeField(path, config, key === undefined ? {} : word)
    const placed = setField(config, path, value)
    if (!isTree(usual) || !placed.ok) return title
    const changed = listFields(path, placed.value).filter((field) => {
      const name = lastKey(field.path)
      return name !== key && name in value && JSON.stringify(value[name]) !== JSON.stringify(usual[name])
    })
    const words = changed.map((field) =>
      t('setup.fieldValue', { field: labelOf(field).toLowerCase(), value: valueOf(field.path, value[lastKey(field.path)], placed.value) }),
    )
    return [title, ...words].join(', ')
  }
  /** A value in words, for lists of changes and chips of a sweep. */
  function valueOf(path: string, value: unknown, config: unknown): string {
    if (value === null || value === undefined) {
      const kind = describeField(path, config)?.kind
      return kind?.type === 'group' && kind.optional ? t('setup.no') : t('setup.none')
    }
    if (typeof value === 'boolean') return value ? t('setup.yes') : t('setup.no')
    if (typeof value === 'number') return format.short(value, 12)
    if (Array.isArray(value)) return value.map((one) => valueOf(path, one, config)).join(', ')
    if (isTree(value)) return groupOf(path, config, value)
    const kind = describeField(path, config)?.kind
    if (kind?.type === 'group') return variantOf(path, config, value)
    const choice = kind?.type === 'choice' ? kind.choices.find(({ word }) => word === value) : undefined
    return choice ? choiceOf(path, choice) : shortDigest(String(value))
  }
  return { labelOf, choiceOf, variantOf, valueOf }
}
