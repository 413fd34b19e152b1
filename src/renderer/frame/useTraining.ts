/** What trains now, for the strip at the bottom: the oldest experiment that runs, its progress, and what waits behind it. */
import { computed } from 'vue'
import { experimentName } from '../composables/experimentName'
import { useProgress } from '../composables/useProgress'
import { useRuns } from '../composables/useRuns'
import { useTimeLeft } from '../composables/useTimeLeft'
import { summariseTrials } from '../composables/trialProgress'

export function useTraining() {
  const { list } = useRuns()
  const progress = useProgress()

  const current = computed(() => {
    const moving = list.value.filter((row) => row.status === 'running')
    const held = moving.length > 0 ? moving : list.value.filter((row) => row.status === 'paused')
    const oldest = held.at(-1)
    if (!oldest) return null
    const rows = list.value.filter((row) => row.experiment === oldest.experiment)
    return { experiment: oldest.experiment, name: experimentName(oldest), paused: moving.length === 0, rows }
  })
  const summary = computed(() => (current.value ? summariseTrials(current.value.rows, progress.value) : null))
  const queued = computed(() => list.value.filter((row) => row.status === 'queued').length)
  const secondsLeft = useTimeLeft(() => ({
    key: String(current.value?.experiment ?? ''),
    done: summary.value?.epochsDone ?? 0,
    total: summary.value?.epochsTotal ?? 0,
    active: current.value !== null && !current.value.paused,
  }))
  return { current, summary, queued, secondsLeft }
}
