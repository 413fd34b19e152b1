/** What trains now, for the strip at the bottom: the oldest experiment that runs, its progress, and what waits behind it. */
import { computed } from 'vue'
import { experimentName } from '../composables/experimentName'
import { summariseTrials } from '../composables/trialProgress'
import { useProgress } from '../composables/useProgress'
import { useRuns } from '../composables/useRuns'
import { useTimeLeft } from '../composables/useTimeLeft'

export function useTraining() {
  const { list } = useRuns()
  const progress = useProgress()
  const timeLeft = useTimeLeft()

  const current = computed(() => {
    const running = list.value.filter((row) => row.status === 'running')
    const shown = running.length > 0 ? running : list.value.filter((row) => row.status === 'paused')
    const oldest = shown.at(-1)
    if (!oldest) return null
    const rows = list.value.filter((row) => row.experiment === oldest.experiment)
    return { experiment: oldest.experiment, name: experimentName(oldest), paused: running.length === 0, rows }
  })
  const summary = computed(() => (current.value ? summariseTrials(current.value.rows, progress.value) : null))
  const queued = computed(() => list.value.filter((row) => row.status === 'queued').length)
  const secondsLeft = computed(() => (current.value ? (timeLeft.value.get(current.value.experiment) ?? null) : null))
  return { current, summary, queued, secondsLeft }
}
