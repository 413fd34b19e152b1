/** What is said of the field in use: what it does, its unit, what it takes, what is usual, where the chosen part comes from, and where the guide explains it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { type Choice, describeField, type FieldKind } from '../../../engine/config/describe'
import { format } from '../../format'
import { type GuidePlace, guidePlaceOf, withoutLayer } from '../guide/fieldPlaces'
import { lastKey, useFieldText } from './fields/useFieldText'
import { useDraft } from './useDraft'

export interface FieldHelp {
  /** Empty while no field is in use: the sentence is then a hint. */
  label: string
  sentences: string
  /** Null where there is nothing to explain. */
  place: GuidePlace | null
}

/** @param path of the field in use; `seeds` and `sweep` have words of their own */
export function useHelp(path: Ref<string>): ComputedRef<FieldHelp> {
  const { t, te } = useI18n()
  const { labelOf, choiceOf } = useFieldText()
  const { draft, get } = useDraft()

  function rangeOf(kind: FieldKind): string {
    if (kind.type !== 'number' || !Number.isFinite(kind.max) || !Number.isFinite(kind.min)) return ''
    const words = { min: format.short(kind.min, 8), max: format.short(kind.max, 8) }
    return kind.open ? t('setup.takesAbove', words) : t('setup.takes', words)
  }
  function usualOf(at: string): string {
    const field = withoutLayer(at)
    const key = field === 'optimizer.learningRate' ? `help.rate.${String(get('optimizer.name'))}` : `help.values.${field}`
    return te(key) ? t('help.usual', { values: t(key) }) : ''
  }
  function aboutOf(at: string): string {
    const key = `help.about.${withoutLayer(at)}`
    return te(key) ? t(key) : ''
  }
  /** The part that is chosen in the field itself, or in the group that it belongs to. */
  function chosenOf(at: string): { at: string; choice: Choice } | null {
    for (const group of [at, at.slice(0, Math.max(0, at.lastIndexOf('.')))]) {
      const kind = group === '' ? undefined : describeField(group, draft.value)?.kind
      const key = kind?.type === 'group' && kind.variants ? `${group}.${kind.variants.key}` : group
      const choices = kind?.type === 'group' ? kind.variants?.choices : kind?.type === 'choice' ? kind.choices : undefined
      const choice = choices?.find(({ word }) => word === get(key))
      if (choice) return { at: key, choice }
    }
    return null
  }

  return computed(() => {
    const at = path.value
    if (at === 'seeds') return { label: t('setup.seeds'), sentences: t('setup.seedsHelp'), place: guidePlaceOf(at, '') }
    if (at === 'sweep') return { label: t('setup.sweep.title'), sentences: t('setup.sweepHelp'), place: guidePlaceOf(at, '') }
    const field = at === '' ? null : describeField(at, draft.value)
    if (!field) return { label: '', sentences: t('setup.helpHint'), place: null }
    const chosen = chosenOf(at)
    const title = chosen ? choiceOf(chosen.at, chosen.choice) : ''
    const isChoice = field.kind.type === 'choice' || field.kind.type === 'group'
    const sentences = [
      field.help || aboutOf(at),
      field.unit && t('help.unit', { unit: field.unit }),
      rangeOf(field.kind),
      usualOf(at),
      isChoice && chosen?.choice.source ? t('setup.madeBy', { title, source: chosen.choice.source }) : '',
    ]
    const label = field.label || labelOf({ path: lastKey(at), label: '' })
    return { label, sentences: sentences.filter((words) => words !== '').join(' '), place: guidePlaceOf(at, title) }
  })
}
