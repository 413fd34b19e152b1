/** Why some of the chosen runs are not drawn, in sentences that say what to do. */
import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Failure } from '../../../api/failure'
import { useRuns } from '../../composables/useRuns'
import { failureOf } from '../../failure'
import { format } from '../../format'
import { useLab } from '../../lab'
import type { Comparison } from './useComparison'

/** More of them are counted, not told one by one. */
const mostTold = 3

export function useTroubles({ state, chosen, failures }: Pick<Comparison, 'state' | 'chosen' | 'failures'>) {
  const { t } = useI18n()
  const lab = useLab()
  const { loaded, failure } = useRuns()
  const absent = computed(() => {
    const known = new Set(chosen.value.map(({ id }) => id))
    return loaded.value ? state.value.runs.filter((id) => !known.has(id)) : []
  })
  /** What the lab says of runs that it did not list: one that is damaged is left out of every list. */
  const reasons = shallowRef<ReadonlyMap<number, Failure>>(new Map())
  watch(
    () => absent.value.join(),
    async () => {
      const found = new Map<number, Failure>()
      for (const run of absent.value.slice(0, mostTold)) {
        await lab.call('runs.get', { run }).catch((error: unknown) => found.set(run, failureOf(error)))
      }
      reasons.value = found
    },
    { immediate: true },
  )

  const sentences = computed(() => {
    if (failure.value !== null) return [t('compare.trouble.list', { reason: plain(failure.value) })]
    const unreadable = [...reasons.value, ...failures.value].filter(([, { code }]) => code !== 'not-found')
    const told = unreadable.slice(0, mostTold).map(([run, reason]) => t(`compare.trouble.${reason.code === 'data' ? 'damaged' : 'unread'}`, { run, reason: plain(reason) })) // prettier-ignore
    const rest = unreadable.length - told.length
    return rest > 0 ? [...told, t('compare.trouble.more', { count: format.count(rest) })] : told
  })
  /** Runs of the address that are in the trash or deleted. */
  const gone = computed(() => absent.value.filter((run) => reasons.value.get(run)?.code !== 'data').length)
  return { sentences, gone }
}

/** A sentence without its full stop: it stands within another. */
function plain({ message }: Failure): string {
  return message.replace(/\.$/, '')
}
