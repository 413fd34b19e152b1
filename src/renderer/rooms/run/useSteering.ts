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
  const { refresh, put } = useRuns()
  const { fail } = useNotices()
  /** What is being asked of the lab. */
  const asking = ref<Steering | null>(null)

  async function steer(rows: readonly RunRow[], how: Steering): Promise<void> {
    const runs = steerable(rows, how).map((row) => row.id)
    if (runs.length === 0) return
    asking.value = how
    try {
      put(await lab.call(`runs.${how}`, { runs }))
    } catch (error) {
      const changed = error instanceof LabError && error.code === 'conflict'
      if (changed) await refresh()
      // All of them may have ended between the look and the press: then there is nothing to pause or stop, and nothing to complain of.
      if (!changed || how === 'resume') fail(error)
    }
    asking.value = null
  }
  return { asking, steer }
}
