/** What blocks Run, in the words of the form: a layer is named, and seeds are spoken of as they are typed. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { limits } from '../../../engine/config/limits'
import type { Problem } from '../../../engine/config/validate'
import { format } from '../../format'
import { useDraft } from './useDraft'
import { useLayers } from './useLayers'

export function useProblems() {
  const { t } = useI18n()
  const { problems, get } = useDraft()
  const { nameOf } = useLayerNames()

  function worded({ field, message }: Problem): Problem {
    const layer = /^network\.layers\.(\d+)\./.exec(field)
    if (layer) return { field, message: t('setup.ofLayer', { layer: nameOf(Number(layer[1])), message }) }
    if (field.startsWith('seeds') && typeof get('seeds') === 'string') return { field, message: t('setup.seedsTake', { trials: format.count(limits.trials) }) }
    return { field, message }
  }
  const inWords = computed(() => problems.value.map(worded))
  /** The first problem of a field or of anything below it. */
  function problemOf(path: string): string | undefined {
    return inWords.value.find(({ field }) => field === path || field.startsWith(`${path}.`))?.message
  }
  return { problems: inWords, problemOf }
}

/** What the layers are called: hidden ones by number, the last one output. */
export function useLayerNames() {
  const { t } = useI18n()
  const { rows } = useLayers()
  function nameOf(layer: number): string {
    return rows.value[layer]?.output ? t('setup.output') : t('setup.hidden', { number: layer + 1 })
  }
  return { nameOf }
}
