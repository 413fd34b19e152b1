/** The models that read digits, the chosen one, and its network ready to answer. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { createPredictor, decodeModel, type Predictor } from '../../../engine/index'
import { fastKernels } from '../../kernels'
import { dataShape } from '../../../engine/config/data'
import type { Failure } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { useRuns } from '../../composables/useRuns'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { readsDigits } from '../runs/digitModel'

export type ModelChoice = 'best' | 'last'
/** Stands for the model that comes with the program where runs are chosen by their number. */
export const pretrained = 0

export interface LoadedModel {
  /** Null for the model that comes with the program. */
  run: number | null
  epoch: number
  /** The share of validation images that it reads right; null where that is not known. */
  accuracy: number | null
  predictor: Predictor
}

export function useDigitModel() {
  const lab = useLab()
  const route = useRoute()
  const { list, rows, loaded } = useRuns()

  const runs = computed(() => list.value.filter((row) => readsDigits(row)))

  const wanted = ref(Number(route.query['run']) || pretrained)
  const kind = ref<ModelChoice>('best')
  /** Null where the model that comes with the program is chosen. */
  const run = computed<RunRow | null>(() => {
    const asked = wanted.value === pretrained ? undefined : rows.value.get(wanted.value)
    return asked && readsDigits(asked) ? asked : null
  })

  const model = shallowRef<LoadedModel | null>(null)
  const failure = ref<Failure | null>(null)
  let round = 0

  async function load(row: RunRow | null): Promise<void> {
    const mine = ++round
    try {
      const { file } = row === null ? await lab.call('models.pretrained') : await lab.call('models.get', { run: row.id, kind: kind.value })
      if (mine !== round) return
      const { config, parameters, epoch, scaling, confidence } = decodeModel(file, row === null ? 'pretrained model' : `${row.name}, ${kind.value}`)
      const { inputs, task } = dataShape(config.data)
      model.value = {
        run: row?.id ?? null,
        epoch,
        accuracy: row === null ? (confidence?.accuracy ?? null) : (row[kind.value]?.validation.accuracy ?? null),
        predictor: createPredictor(config.network, inputs, parameters, task, { scaling, fast: fastKernels }),
      }
      failure.value = null
    } catch (error) {
      if (mine !== round) return
      model.value = null
      failure.value = failureOf(error)
    }
  }

  /** While it trains the stored model changes with the epoch it belongs to. A run that is asked for is waited for. */
  watch(
    () => {
      if (!loaded.value && wanted.value !== pretrained) return null
      return run.value === null ? 'pretrained' : `${run.value.id} ${kind.value} ${run.value[kind.value]?.epoch}`
    },
    (asked) => {
      if (asked !== null) void load(run.value)
    },
    { immediate: true },
  )

  function choose(id: number): void {
    wanted.value = id
  }
  return { runs, run, kind, model, failure, choose }
}
