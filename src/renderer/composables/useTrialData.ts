/** The samples that a trial learns from where they can be drawn over its inputs: drawn from its seed again, or split again from an imported table. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RunRow } from '../../api/records'
import { filesOf, storedSetOf } from '../../engine/config/data'
import { DataError, type FileData, prepareTrialData, type PreparedData, storedDataset } from '../../engine/index'
import { failureOf } from '../failure'
import { useLab } from '../lab'
import { drawable } from '../rooms/run/learned'
import { fetchTable } from './fetchTable'

type Trial = Pick<RunRow, 'config' | 'seed'>

export function useTrialData(trial: () => Trial) {
  const lab = useLab()
  const { t } = useI18n()
  /** The imported table, once it is fetched. */
  const table = shallowRef<{ digest: string; files: FileData } | null>(null)
  /** Why there is none. */
  const message = ref('')

  /** Null where it cannot be drawn, as long as a table is on its way, and for data that fail the trial itself. */
  const prepared = computed(() => {
    const { config } = trial()
    if (drawable(config) === null) return null
    const set = storedSetOf(config.data)
    if (set === null) return prepare(trial(), null)
    return table.value?.digest === set.digest ? prepare(trial(), table.value.files) : null
  })
  watch(
    trial,
    async ({ config }) => {
      message.value = ''
      const set = storedSetOf(config.data)
      // Only what can be drawn is worth the fetching.
      if (set === null || drawable(config) === null || table.value?.digest === set.digest) return
      try {
        const file = await fetchTable(lab, config, (size, most) => t('datasets.tooLargeToShow', { size, most }))
        if (file !== null) table.value = { digest: set.digest, files: { training: storedDataset(file, 'data set'), test: null } }
      } catch (error) {
        if (trial().config === config) message.value = failureOf(error).message
      }
    },
    { immediate: true },
  )
  return { prepared, message }
}

function prepare({ config, seed }: Trial, files: FileData | null): PreparedData | null {
  if (filesOf(config.data) !== null) return null
  try {
    return prepareTrialData(config, seed, files)
  } catch (error) {
    if (error instanceof DataError) return null
    throw error
  }
}
