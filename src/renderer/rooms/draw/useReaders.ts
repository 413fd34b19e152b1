/** The models that read the drawing side by side: which are chosen, and their networks ready to answer. */
import { computed, effectScope, onScopeDispose, ref, shallowRef, watch, type EffectScope } from 'vue'
import { useRoute } from 'vue-router'
import type { LabClient } from '../../../api/client'
import type { Failure } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { useRuns, type RunStore } from '../../composables/useRuns'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { readsDigits } from '../runs/digitModel'
import { loadModel, type LoadedModel, type ModelChoice } from './loadModel'

/** Stands for the model that comes with the program where runs are chosen by their number. */
export const pretrained = 0
/** As many as there is room for side by side. */
export const mostReaders = 3

/**
 * @param number tells readers apart
 * @param asked the run that it begins with; it is waited for
 */
function createReader(number: number, lab: LabClient, { rows, loaded }: Pick<RunStore, 'rows' | 'loaded'>, asked: number) {
  const wanted = ref(asked)
  const kind = ref<ModelChoice>('best')
  /** Null where the model that comes with the program is chosen. */
  const run = computed<RunRow | null>(() => (wanted.value === pretrained ? null : (rows.value.get(wanted.value) ?? null)))
  const model = shallowRef<LoadedModel | null>(null)
  const failure = ref<Failure | null>(null)
  let round = 0

  async function load(row: RunRow | null): Promise<void> {
    const mine = ++round
    try {
      const next = await loadModel(lab, row, kind.value)
      if (mine !== round) return
      model.value = next
      failure.value = null
    } catch (error) {
      if (mine !== round) return
      model.value = null
      failure.value = failureOf(error)
    }
  }

  /** While it trains the stored model changes with the epoch it belongs to. */
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
  return { number, wanted, kind, run, model, failure }
}

export type Reader = ReturnType<typeof createReader>

export function useReaders() {
  const lab = useLab()
  const route = useRoute()
  const store = useRuns()
  /** Newest first. */
  const runs = computed(() => store.list.value.filter((row) => readsDigits(row)))
  let opened = 0
  const scopes = new Map<Reader, EffectScope>()
  const readers = shallowRef<readonly Reader[]>([])

  function open(asked: number): void {
    const scope = effectScope(true)
    const reader = scope.run(() => createReader(++opened, lab, store, asked))
    if (!reader) return
    scopes.set(reader, scope)
    readers.value = [...readers.value, reader]
  }
  open(Number(route.query['run']) || pretrained)

  /** The first of the models that is not read by yet. */
  const next = computed(() => {
    const taken = new Set(readers.value.map(({ run }) => run.value?.id ?? pretrained))
    return [pretrained, ...runs.value.map(({ id }) => id)].find((id) => !taken.has(id)) ?? null
  })
  function add(): void {
    if (next.value !== null && readers.value.length < mostReaders) open(next.value)
  }
  function remove(reader: Reader): void {
    scopes.get(reader)?.stop()
    scopes.delete(reader)
    readers.value = readers.value.filter((other) => other !== reader)
  }
  onScopeDispose(() => {
    for (const scope of scopes.values()) scope.stop()
  })
  return { runs, readers, canAdd: computed(() => next.value !== null && readers.value.length < mostReaders), add, remove }
}
