/** The latest stored model of a run as a predictor, with the data it learns from: fetched again while the run trains. */
import { useThrottleFn } from '@vueuse/core'
import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { isFinal, type RunRow } from '../../../api/records'
import { dataShape } from '../../../engine/config/data'
import { createPredictor, decodeModel, type Predictor } from '../../../engine/index'
import { useTrialData } from '../../composables/useTrialData'
import { fastKernels } from '../../kernels'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { samplePoints } from './learned'

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
  const learned = shallowRef<Learned | null>(null)
  /** Why there is no model; empty while a first one is awaited. */
  const problem = ref('')

  /** A run's row changes with every epoch, its data never. */
  const trial = computed<Trial>((before) => {
    const { config, configDigest, seed } = run.value
    return before?.configDigest === configDigest && before.seed === seed ? before : { config, configDigest, seed }
  })
  const { prepared, message: dataProblem } = useTrialData(() => trial.value)
  const message = computed(() => problem.value || dataProblem.value)
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
      problem.value = ''
    } catch (error) {
      const failure = failureOf(error)
      if (run.value.id === id) problem.value = failure.code === 'not-found' ? '' : failure.message
    }
  }
  const loadSoon = useThrottleFn(() => void load(), fetchEvery, true)

  watch(
    () => run.value.id,
    () => {
      learned.value = null
      problem.value = ''
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
