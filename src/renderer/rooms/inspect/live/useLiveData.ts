/** The data that a playground learns from: drawn from the trial's seed again, or taken of the imported table, which is fetched. */
import { ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Failure } from '../../../../api/failure'
import { DataError, storedDataset } from '../../../../engine/index'
import { fetchTable } from '../../../composables/fetchTable'
import { failureOf } from '../../../failure'
import { useLab } from '../../../lab'
import { type LiveData, liveData } from './liveData'
import type { LiveTrial } from './usePlayground'

export function useLiveData(trial: () => LiveTrial) {
  const lab = useLab()
  const { t } = useI18n()
  /** Null as long as it is on its way. */
  const data = shallowRef<LiveData | null>(null)
  const failure = ref<Failure | null>(null)

  async function fetch(): Promise<void> {
    data.value = null
    failure.value = null
    const wanted = trial()
    try {
      const table = await fetchTable(lab, wanted.config, (size, most) => t('datasets.tooLargeToShow', { size, most }))
      if (trial().id !== wanted.id) return
      data.value = liveData(wanted, table && { training: storedDataset(table, 'data set'), test: null })
    } catch (error) {
      if (trial().id === wanted.id) failure.value = error instanceof DataError ? { code: 'data', message: error.message } : failureOf(error)
    }
  }
  watch(() => trial().id, fetch, { immediate: true })
  return { data, failure, fetch }
}
