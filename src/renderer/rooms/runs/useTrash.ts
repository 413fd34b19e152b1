/** The runs in the trash, live. */
import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import type { Failure } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
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
  function take(row: RunRow): void {
    const others = rows.value.filter((one) => one.id !== row.id)
    if (row.trashedAt !== null) rows.value = [row, ...others].sort((a, b) => b.id - a.id)
    else if (others.length < rows.value.length) rows.value = others
  }

  const stops = [
    lab.on('run', take),
    lab.on('deleted', ({ runs }) => (rows.value = rows.value.filter((row) => !runs.includes(row.id)))),
    lab.onReconnect(() => void refresh()),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))
  void refresh()
  return { rows, failure }
}
