/** The saved models that read digits, the chosen one, and its network ready to answer. */
import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { createPredictor, decodeModel, type Predictor } from '../../../engine/index'
import { fastKernels } from '../../kernels'
import { dataShape } from '../../../engine/config/data'
import type { Failure } from '../../../api/failure'
import { isFinal, type RunRow } from '../../../api/records'
import { useRuns } from '../../composables/useRuns'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { readsDigits } from '../runs/digitModel'

export type ModelChoice = 'best' | 'last'

export interface LoadedModel {
  run: number
  kind: ModelChoice
  epoch: number
  predictor: Predictor
}

export function useDigitModel() {
  const lab = useLab()
  const route = useRoute()
  const { list, rows, loaded } = useRuns()

  const runs = computed(() => list.value.filter((row) => readsDigits(row)))
  /** Digit networks that have no model yet, because they wait for their first epoch. */
  const coming = computed(() => list.value.filter((row) => !isFinal(row.status) && row.last === null && row.config.data.source === 'mnist'))

  const wanted = ref(Number(route.query['run']) || null)
  const kind = ref<ModelChoice>('best')
  const run = computed<RunRow | null>(() => {
    const asked = wanted.value === null ? undefined : rows.value.get(wanted.value)
    return asked && readsDigits(asked) ? asked : (runs.value[0] ?? null)
  })

  const model = shallowRef<LoadedModel | null>(null)
  const failure = ref<Failure | null>(null)
  let round = 0

  async function load(row: RunRow): Promise<void> {
    const mine = ++round
    try {
      const stored = await lab.call('models.get', { run: row.id, kind: kind.value })
      if (mine !== round) return
      const { config, parameters, epoch, scaling } = decodeModel(stored.file, `${row.name}, ${kind.value}`)
      const { inputs, task } = dataShape(config.data)
      model.value = {
        run: row.id,
        kind: kind.value,
        epoch,
        predictor: createPredictor(config.network, inputs, parameters, task, { scaling, fast: fastKernels }),
      }
      failure.value = null
    } catch (error) {
      if (mine !== round) return
      model.value = null
      failure.value = failureOf(error)
    }
  }

  /** While it trains the stored model changes with the epoch it belongs to. */
  watch(
    () => (run.value === null ? null : `${run.value.id} ${kind.value} ${run.value[kind.value]?.epoch}`),
    () => {
      if (run.value) void load(run.value)
      else model.value = null
    },
    { immediate: true },
  )

  function choose(id: number): void {
    wanted.value = id
  }
  return { runs, coming, run, kind, model, failure, loaded, choose }
}
