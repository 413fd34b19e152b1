/** Pausing, resuming and stopping trials. What can be done follows from their status, which may change under the hand. */
import { ref } from 'vue'
import { LabError } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { useNotices } from '../../composables/useNotices'
import { useRuns } from '../../composables/useRuns'
import { useLab } from '../../lab'
import { steerable, type Steering } from './steering'

export function useSteering() {
  const lab = useLab()
  const { rows: current, refresh, put } = useRuns()
  const { fail } = useNotices()
  /** What is being asked of the lab. */
  const asking = ref<Steering | null>(null)

  async function ask(rows: readonly RunRow[], how: Steering): Promise<void> {
    const runs = steerable(rows, how).map((row) => row.id)
    if (runs.length > 0) put(await lab.call(`runs.${how}`, { runs }))
  }

  async function steer(rows: readonly RunRow[], how: Steering): Promise<void> {
    asking.value = how
    try {
      await ask(rows, how)
    } catch (error) {
      // A trial may have ended between the look and the press: ask again for those that go on.
      if (error instanceof LabError && error.code === 'conflict') await again(rows, how)
      else fail(error)
    }
    asking.value = null
  }
  async function again(rows: readonly RunRow[], how: Steering): Promise<void> {
    try {
      await refresh()
      await ask(
        rows.flatMap((row) => current.value.get(row.id) ?? []),
        how,
      )
    } catch (error) {
      fail(error)
    }
  }
  return { asking, steer }
}
