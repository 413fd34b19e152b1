/** The runs in the trash, live. */
import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { Failure } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { unpackRuns } from '../../../api/run-page'
import { fetchRuns } from '../../composables/fetchRuns'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'

export interface Trash {
  /** Newest first. */
  readonly rows: Readonly<ShallowRef<readonly RunRow[]>>
  readonly failure: Readonly<Ref<Failure | null>>
}

export function useTrash(): Trash {
  const lab = useLab()
  const rows = shallowRef<readonly RunRow[]>([])
  const failure = ref<Failure | null>(null)

  async function refresh(): Promise<void> {
    try {
      const all: RunRow[] = []
      for await (const page of fetchRuns(lab, { trashed: true })) all.push(...page)
      rows.value = all
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  /** A run's row comes with each change: into the trash, out of it, or neither. */
  function take(changed: readonly RunRow[]): void {
    const numbers = new Set(changed.map(({ id }) => id))
    const others = rows.value.filter(({ id }) => !numbers.has(id))
    const trashed = changed.filter(({ trashedAt }) => trashedAt !== null)
    if (trashed.length > 0) rows.value = [...trashed, ...others].sort((a, b) => b.id - a.id)
    else if (others.length < rows.value.length) rows.value = others
  }

  const stops = [
    lab.on('run', (row) => take([row])),
    lab.on('runs', (page) => take(unpackRuns(page))),
    lab.on('deleted', ({ runs }) => {
      const gone = new Set(runs)
      rows.value = rows.value.filter(({ id }) => !gone.has(id))
    }),
    lab.onReconnect(() => void refresh()),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))
  void refresh()
  return { rows, failure }
}
