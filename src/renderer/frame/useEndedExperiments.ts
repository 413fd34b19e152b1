/** Says which experiment has just ended, and how: for who does not see the room that shows it. */
import { computed, ref, type Ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isFinal, type RunRow } from '../../api/records'
import { experimentName } from '../composables/experimentName'
import { useRuns } from '../composables/useRuns'
import { format } from '../format'

/** The experiments that are open before and no longer, with all their trials. */
export function endedExperiments(before: ReadonlySet<number>, rows: readonly RunRow[]): RunRow[][] {
  if (before.size === 0) return []
  const trials = Map.groupBy(
    rows.filter(({ experiment }) => before.has(experiment)),
    ({ experiment }) => experiment,
  )
  return [...trials.values()].filter((runs) => runs.every(({ status }) => isFinal(status)))
}

export function openExperiments(rows: readonly RunRow[]): Set<number> {
  return new Set(rows.flatMap(({ experiment, status }) => (isFinal(status) ? [] : [experiment])))
}

/** Empty until one ends. */
export function useEndedExperiments(): Readonly<Ref<string>> {
  const { t } = useI18n()
  const { list } = useRuns()
  const words = ref('')

  function describe(runs: readonly RunRow[]): string {
    const done = runs.filter(({ status }) => status === 'done').length
    const counts = { name: experimentName(runs[0]!), done: format.count(done), trials: format.count(runs.length) }
    return done === runs.length ? t('frame.ended.done', counts, runs.length) : t('frame.ended.partly', counts)
  }

  const open = computed(() => openExperiments(list.value))
  watch(open, (_now, before) => {
    const ended = endedExperiments(before, list.value)
    if (ended.length > 0) words.value = ended.map(describe).join(' ')
  })
  return words
}
