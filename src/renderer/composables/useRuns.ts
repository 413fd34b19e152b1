/** Every run outside the trash, live: fetched once, then kept up to date by the lab's events. */
import { computed, type ComputedRef, inject, type InjectionKey, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { LabClient } from '../../api/client'
import type { Failure } from '../../api/failure'
import type { RunRow } from '../../api/records'
import { failureOf } from '../failure'
import { required } from '../lab'

export interface RunStore {
  /** By id. A new map replaces the old one with each change, so that watching the reference is enough. */
  readonly rows: Readonly<ShallowRef<ReadonlyMap<number, RunRow>>>
  /** Newest first. */
  readonly list: ComputedRef<RunRow[]>
  /** False until all that is recorded has come. */
  readonly loaded: Readonly<Ref<boolean>>
  /** Why the runs could not be fetched, or null. */
  readonly failure: Readonly<Ref<Failure | null>>
  refresh(): Promise<void>
  /** Takes rows that an operation has answered with, ahead of their event. */
  put(rows: readonly RunRow[]): void
}

/** Ten thousand runs in one message would hold up the lab and the window; the newest come first. */
const runsPerCall = 500

export const runsKey: InjectionKey<RunStore> = Symbol('runs')

export function useRuns(): RunStore {
  return required(inject(runsKey, undefined), 'run store')
}

export function createRunStore(lab: LabClient): RunStore {
  const rows = shallowRef<ReadonlyMap<number, RunRow>>(new Map())
  const loaded = ref(false)
  const failure = ref<Failure | null>(null)
  let pending = new Map<number, RunRow>()
  let flushing = false

  function put(changed: readonly RunRow[]): void {
    rows.value = withRows(rows.value, changed)
  }

  /** Many trials may change within a frame: they are shown together. */
  function collect(row: RunRow): void {
    pending.set(row.id, row)
    if (flushing) return
    flushing = true
    setTimeout(() => {
      flushing = false
      const changed = [...pending.values()]
      pending = new Map()
      put(changed)
    }, 50)
  }

  async function refresh(): Promise<void> {
    try {
      let before: number | undefined
      for (;;) {
        const stored: RunRow[] = await lab.call('runs.list', { archived: true, limit: runsPerCall, ...(before !== undefined && { before }) })
        rows.value = withRows(before === undefined ? new Map() : rows.value, [...stored, ...pending.values()])
        const last = stored.at(-1)?.id
        // A page may be short of runs that cannot be read: only an empty one, or one that goes no further, is the end.
        if (last === undefined || (before !== undefined && last >= before)) break
        before = last
      }
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
    loaded.value = true
  }

  lab.on('run', collect)
  lab.on('deleted', ({ runs }) => {
    const next = new Map(rows.value)
    for (const run of runs) {
      next.delete(run)
      pending.delete(run)
    }
    rows.value = next
  })
  lab.onReconnect(() => void refresh())
  void refresh()
  const list = computed(() => [...rows.value.values()].sort((a, b) => b.id - a.id))
  return { rows, list, loaded, failure, refresh, put }
}

/** The map with rows added or replaced, and without those that went to the trash. */
export function withRows(rows: ReadonlyMap<number, RunRow>, changed: readonly RunRow[]): ReadonlyMap<number, RunRow> {
  const next = new Map(rows)
  for (const row of changed) {
    if (row.trashedAt === null) next.set(row.id, row)
    else next.delete(row.id)
  }
  return next
}
