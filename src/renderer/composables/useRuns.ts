/** Every run outside the trash, live: fetched once, then kept up to date by the lab's events. */
import { computed, type ComputedRef, inject, type InjectionKey, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { LabClient } from '../../api/client'
import type { Failure } from '../../api/failure'
import type { RunRow } from '../../api/records'
import { unpackRuns } from '../../api/run-page'
import { failureOf } from '../failure'
import { required } from '../lab'
import { fetchRuns } from './fetchRuns'

export interface RunStore {
  /** By id. A new map replaces the old one with each change, so that watching the reference is enough. */
  readonly rows: Readonly<ShallowRef<ReadonlyMap<number, RunRow>>>
  /** Newest first. */
  readonly list: ComputedRef<RunRow[]>
  /** Counts what has changed in the lab; that rows were fetched is no change. */
  readonly changes: Readonly<Ref<number>>
  /** False until all that is recorded has come. */
  readonly loaded: Readonly<Ref<boolean>>
  /** Why the runs could not be fetched, or null. */
  readonly failure: Readonly<Ref<Failure | null>>
  refresh(): Promise<void>
  /** Takes rows that an operation has answered with, ahead of their event. */
  put(rows: readonly RunRow[]): void
}

export const runsKey: InjectionKey<RunStore> = Symbol('runs')

export function useRuns(): RunStore {
  return required(inject(runsKey, undefined), 'run store')
}

export function createRunStore(lab: LabClient): RunStore {
  const rows = shallowRef<ReadonlyMap<number, RunRow>>(new Map())
  const changes = ref(0)
  const loaded = ref(false)
  const failure = ref<Failure | null>(null)
  let pending = new Map<number, RunRow>()
  let flushing = false
  /** Runs that changed while the list is on its way: what it says of them is older. Null while nothing is fetched. */
  let touched: Set<number> | null = null

  function put(changed: readonly RunRow[]): void {
    for (const { id } of changed) touched?.add(id)
    rows.value = withRows(rows.value, changed)
    changes.value++
  }

  /** Many trials may change within a frame: they are shown together. */
  function collect(row: RunRow): void {
    pending.set(row.id, row)
    touched?.add(row.id)
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
    const changed = new Set(pending.keys())
    touched = changed
    try {
      const there = new Set<number>()
      for await (const page of fetchRuns(lab, { trashed: false })) {
        // A later refresh has taken over.
        if (touched !== changed) return
        for (const { id } of page) there.add(id)
        rows.value = withRows(
          rows.value,
          page.filter(({ id }) => !changed.has(id)),
        )
      }
      rows.value = new Map([...rows.value].filter(([id]) => there.has(id) || changed.has(id)))
      failure.value = null
    } catch (error) {
      if (touched !== changed) return
      failure.value = failureOf(error)
    }
    touched = null
    loaded.value = true
  }

  lab.on('run', collect)
  lab.on('runs', (page) => put(unpackRuns(page)))
  lab.on('deleted', ({ runs }) => {
    const next = new Map(rows.value)
    for (const run of runs) {
      next.delete(run)
      pending.delete(run)
      touched?.add(run)
    }
    rows.value = next
    changes.value++
  })
  lab.onReconnect(() => void refresh())
  void refresh()
  const list = computed(() => [...rows.value.values()].sort((a, b) => b.id - a.id))
  return { rows, list, changes, loaded, failure, refresh, put }
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
