/** The run that the room is about, its kept epochs, and the chosen one with its stored model. */
import { computed, type InjectionKey, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Failure } from '../../../api/failure'
import { isFinal, type RunRow } from '../../../api/records'
import { type DataWords, dataWords } from '../../composables/dataWords'
import { keepEqual } from '../../composables/keepEqual'
import { useDatasets } from '../../composables/useDatasets'
import { useRuns } from '../../composables/useRuns'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { type KeptEpoch, keptEpochs } from './keptEpochs'

export interface LoadedModel {
  run: number
  epoch: number
  file: Uint8Array
}

export type Inspected = ReturnType<typeof useInspected>
export const inspectedKey: InjectionKey<Inspected> = Symbol('inspected')

export function useInspected() {
  const lab = useLab()
  const route = useRoute()
  const router = useRouter()
  const { list, rows, loaded } = useRuns()
  const runs = computed(() => list.value.filter((row) => row.last !== null))
  const named = computed(() => Number(route.params['run']) || null)
  /** Without a name in the address the newest, and then the same: a run that begins to train does not take its place. */
  const run = computed<RunRow | null>((before) => {
    if (named.value === null) return rows.value.get(before?.id ?? 0) ?? runs.value[0] ?? null
    const row = rows.value.get(named.value)
    return row?.last ? row : null
  })
  /** A run's row changes with every epoch, its configuration never. */
  const trial = computed<Pick<RunRow, 'id' | 'config' | 'seed'> | null>((before) => {
    const now = run.value
    return now && before?.id === now.id ? before : now && { id: now.id, config: now.config, seed: now.seed }
  })

  const { datasets } = useDatasets()
  /** What the data of the run are called. */
  const words = computed<DataWords>(() => (trial.value ? dataWords(trial.value.config.data, datasets.value) : { image: null, classes: null, features: null }))

  const kept = shallowRef<readonly KeptEpoch[]>([])
  const failure = ref<Failure | null>(null)
  const asked = ref(Number(route.query['epoch'] ?? NaN))
  /** The epoch that was asked for, else the last. */
  const chosen = computed<KeptEpoch | null>((before) => keepEqual(before, kept.value.find(({ epoch }) => epoch === asked.value) ?? kept.value.at(-1) ?? null))
  const model = shallowRef<LoadedModel | null>(null)
  const files = new Map<string, Promise<LoadedModel>>()

  async function fetchKept(id: number): Promise<void> {
    try {
      const models = await lab.call('models.list', { run: id })
      if (run.value?.id === id) kept.value = keptEpochs(models)
    } catch (error) {
      failure.value = failureOf(error)
    }
  }
  watch(
    () => run.value?.id,
    (id, before) => {
      if (before !== undefined) asked.value = NaN
      kept.value = []
      model.value = null
      failure.value = null
      files.clear()
      if (id !== undefined) void fetchKept(id)
    },
    { immediate: true },
  )
  // The last and the best model of a run that trains change: those that it ends with stay.
  watch(
    () => run.value && isFinal(run.value.status) && run.value.id,
    (id) => {
      if (typeof id === 'number') void fetchKept(id)
    },
  )

  /** The stored model of an epoch, fetched once. */
  function fetchModel({ model: { run: id, kind, epoch, sha256 } }: KeptEpoch): Promise<LoadedModel> {
    const known = files.get(sha256)
    if (known) return known
    const fetched = lab
      .call('models.get', { run: id, kind, ...(kind === 'epoch' && { epoch }) })
      .then(({ file, epoch: now }): LoadedModel => ({ run: id, epoch: now, file }))
    files.set(sha256, fetched)
    fetched.catch(() => files.delete(sha256))
    return fetched
  }

  watch(
    chosen,
    async (now) => {
      if (!now) return
      try {
        const fetched = await fetchModel(now)
        if (chosen.value === now) model.value = fetched
        failure.value = null
      } catch (error) {
        if (chosen.value !== now) return
        model.value = null
        failure.value = failureOf(error)
      }
    },
    { immediate: true },
  )

  function chooseRun(id: number): void {
    void router.push({ path: `/inspect/${id}`, query: { ...route.query, epoch: undefined } })
  }
  function chooseEpoch(epoch: number): void {
    asked.value = epoch
    void router.replace({ query: { ...route.query, epoch: String(epoch) } })
  }

  return { runs, named, run, trial, words, loaded, kept, chosen, model, failure, fetchModel, chooseRun, chooseEpoch }
}
