/** The latest stored model of a run as a predictor, with the data it learns from: fetched again while the run trains. */
import { useThrottleFn } from '@vueuse/core'
import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { isFinal, type RunRow } from '../../../api/records'
import { dataShape, filesOf, storedSetOf } from '../../../engine/config/data'
import {
  createPredictor,
  DataError,
  decodeModel,
  type FileData,
  prepareTrialData,
  type Predictor,
  type PreparedData,
  storedDataset,
} from '../../../engine/index'
import { fastKernels } from '../../kernels'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { fetchTable } from '../../composables/fetchTable'
import { drawable, samplePoints } from './learned'

export interface Learned {
  run: number
  epoch: number
  predictor: Predictor
}

type Trial = Pick<RunRow, 'config' | 'configDigest' | 'seed'>

/** A running trial stores its model about once a second. */
const fetchEvery = 1000

export function useLearned(run: Ref<RunRow>) {
  const lab = useLab()
  const { t } = useI18n()
  const learned = shallowRef<Learned | null>(null)
  /** Why there is nothing to draw; empty while a first model is awaited. */
  const message = ref('')

  /** A run's row changes with every epoch, its data never. */
  const trial = computed<Trial>((before) => {
    const { config, configDigest, seed } = run.value
    return before?.configDigest === configDigest && before.seed === seed ? before : { config, configDigest, seed }
  })
  /** The imported table that it learns from, once it is fetched. */
  const table = shallowRef<{ digest: string; files: FileData } | null>(null)
  const prepared = computed(() => {
    const set = storedSetOf(trial.value.config.data)
    if (set === null) return prepare(trial.value, null)
    return table.value?.digest === set.digest ? prepare(trial.value, table.value.files) : null
  })
  const points = computed(() => (prepared.value ? samplePoints(prepared.value.training) : []))
  const samples = computed(() => prepared.value?.training.samples ?? 0)
  const truth = computed(() => prepared.value?.truth ?? null)

  async function load(): Promise<void> {
    const { id, config } = run.value
    try {
      const { file, epoch } = await lab.call('models.get', { run: id, kind: 'last' })
      if (run.value.id !== id || (learned.value?.run === id && learned.value.epoch === epoch)) return
      const { inputs, task } = dataShape(config.data)
      const { parameters, scaling } = decodeModel(file)
      learned.value = { run: id, epoch, predictor: createPredictor(config.network, inputs, parameters, task, { scaling, fast: fastKernels }) }
      message.value = ''
    } catch (error) {
      const failure = failureOf(error)
      if (run.value.id === id) message.value = failure.code === 'not-found' ? '' : failure.message
    }
  }
  watch(
    trial,
    async ({ config }) => {
      const set = storedSetOf(config.data)
      // Only what can be drawn is worth the fetching.
      if (set === null || drawable(config) === null || table.value?.digest === set.digest) return
      try {
        const file = await fetchTable(lab, config, (size, most) => t('datasets.tooLargeToShow', { size, most }))
        if (file !== null) table.value = { digest: set.digest, files: { training: storedDataset(file, 'data set'), test: null } }
      } catch (error) {
        if (trial.value.config === config) message.value = failureOf(error).message
      }
    },
    { immediate: true },
  )
  const loadSoon = useThrottleFn(() => void load(), fetchEvery, true)

  watch(
    () => run.value.id,
    () => {
      learned.value = null
      message.value = ''
      void load()
    },
    { immediate: true },
  )
  watch([() => run.value.epochsDone, () => run.value.status], () => {
    // The last model of a run comes with its end.
    if (isFinal(run.value.status)) void load()
    else void loadSoon()
  })
  return { learned, points, samples, truth, message }
}

/** The data that the trial learns from, drawn or split again; null for images, and for data that fails the trial itself. */
function prepare({ config, seed }: Trial, files: FileData | null): PreparedData | null {
  if (filesOf(config.data) !== null) return null
  try {
    return prepareTrialData(config, seed, files)
  } catch (error) {
    if (error instanceof DataError) return null
    throw error
  }
}
