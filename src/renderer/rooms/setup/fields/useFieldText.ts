/** The words of a field: the schema's own, and for fields and choices that the schema leaves bare those of the texts. */
import { useI18n } from 'vue-i18n'
import type { FieldDescription } from '../../../../engine/config/describe'
import { isTree } from '../tree'

/** The path without positions in lists: `network.layers.activation`. */
export function textPath(path: string): string {
  return path
    .split('.')
    .filter((key) => !/^\d+$/.test(key))
    .join('.')
}

export function useFieldText() {
  const { t, te } = useI18n()

  function labelOf(field: Pick<FieldDescription, 'path' | 'label'>): string {
    return field.label || t(`setup.label.${textPath(field.path)}`)
  }
  function choiceOf(path: string, word: string): string {
    return t(`setup.choice.${textPath(path)}.${word}`)
  }
  /** A value in words, for lists of changes and chips of a sweep. */
  function valueOf(path: string, value: unknown): string {
    if (typeof value === 'string') {
      const key = [
        `setup.choice.${textPath(path)}.${value}`,
        `setup.choice.${textPath(path)}.name.${value}`,
        `setup.choice.${textPath(path)}.kind.${value}`,
      ].find((one) => te(one))
      return key ? t(key) : value
    }
    // A variant is known by its word.
    if (isTree(value) && typeof value['name'] === 'string') return valueOf(`${path}.name`, value['name'])
    if (isTree(value) && typeof value['kind'] === 'string') return valueOf(`${path}.kind`, value['kind'])
    if (typeof value === 'boolean') return value ? t('setup.yes') : t('setup.no')
    return JSON.stringify(value) ?? ''
  }
  return { labelOf, choiceOf, valueOf }
}
