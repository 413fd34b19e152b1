/** The line that says what a field does, what it takes, and where the chosen part comes from. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Choice, describeField, type FieldKind } from '../../../engine/config/describe'
import { format } from '../../format'
import { useFieldText } from './fields/useFieldText'
import { useDraft } from './useDraft'

/** @param path of the field in use; `seeds` and `sweep` have words of their own, and an empty path a hint. */
export function useHelp(path: Ref<string>): ComputedRef<string> {
  const { t } = useI18n()
  const { labelOf, choiceOf } = useFieldText()
  const { draft, get } = useDraft()

  function rangeOf(kind: FieldKind): string {
    if (kind.type !== 'number' || !Number.isFinite(kind.max) || !Number.isFinite(kind.min)) return ''
    const words = { min: format.short(kind.min, 8), max: format.short(kind.max, 8) }
    return kind.open ? t('setup.takesAbove', words) : t('setup.takes', words)
  }
  /** The chosen part with its source. */
  function chosen(at: string, choices: readonly Choice[]): string {
    const choice = choices.find(({ word }) => word === get(at))
    return choice?.source ? t('setup.madeBy', { title: choiceOf(at, choice), source: choice.source }) : ''
  }
  function chosenOf(at: string, kind: FieldKind): string {
    if (kind.type === 'choice') return chosen(at, kind.choices)
    return kind.type === 'group' && kind.variants ? chosen(`${at}.${kind.variants.key}`, kind.variants.choices) : ''
  }

  return computed(() => {
    if (path.value === 'seeds') return t('setup.seedsHelp')
    if (path.value === 'sweep') return t('setup.sweepHelp')
    const field = describeField(path.value, draft.value)
    const sentences = field ? [field.help, rangeOf(field.kind), chosenOf(path.value, field.kind)].filter((words) => words !== '') : []
    return field && sentences.length > 0 ? t('setup.help', { label: labelOf(field), help: sentences.join(' ') }) : t('setup.helpHint')
  })
}
