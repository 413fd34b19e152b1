/** Asks the database which runs a query finds, again when the query or the runs have changed; one question at a time. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { FindQuery, FoundRuns } from '../../../api/run-view'
import type { Failure } from '../../../api/failure'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'

export interface RunSearch {
  readonly found: Readonly<ShallowRef<FoundRuns>>
  /** False until the first answer. */
  readonly answered: Readonly<Ref<boolean>>
  /** What is wrong with the filter, in words with its place; what was found before stays. */
  readonly problem: Readonly<Ref<string | null>>
  readonly failure: Readonly<Ref<Failure | null>>
  ask(): void
}

/** Runs that train change many times a second; the table is asked for anew so often at most, in milliseconds. */
const shortestWait = 300
/** And so many times as long as an answer took. */
const rest = 5

export function useRunSearch(query: () => FindQuery, changes: () => unknown): RunSearch {
  const lab = useLab()
  const found = shallowRef<FoundRuns>({ groups: [], total: 0, inArchive: 0 })
  const answered = ref(false)
  const problem = ref<string | null>(null)
  const failure = ref<Failure | null>(null)
  let asking = false
  let again = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let cost = 0

  function ask(): void {
    clearTimeout(timer)
    timer = undefined
    again = true
    if (!asking) void run()
  }

  async function run(): Promise<void> {
    asking = true
    while (again) {
      again = false
      const begun = performance.now()
      try {
        found.value = await lab.call('runs.find', query())
        problem.value = null
        failure.value = null
      } catch (error) {
        const told = failureOf(error)
        problem.value = told.field === 'filter' ? told.message : null
        failure.value = told.field === 'filter' ? null : told
      }
      answered.value = true
      cost = performance.now() - begun
    }
    asking = false
  }

  watch(query, ask, { deep: true, immediate: true })
  watch(changes, () => (timer ??= setTimeout(ask, Math.max(shortestWait, rest * cost))))
  const stop = lab.onReconnect(ask)
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
  return { found, answered, problem, failure, ask }
}
