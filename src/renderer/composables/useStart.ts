/** Starts an experiment and goes to where it is seen. */
import { ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { ExperimentRow, RunRow } from '../../api/records'
import { ownName } from '../../api/samples'
import type { ExperimentInput } from '../../engine/config/experiment'
import { useLab } from '../lab'
import { useNotices } from './useNotices'
import { useRuns } from './useRuns'

export interface Started {
  experiment: ExperimentRow
  runs: RunRow[]
}

export interface Starter {
  /** Whether an experiment is on its way to the lab: a second press starts no second one. */
  readonly starting: Readonly<Ref<boolean>>
  /** @param address where to go once it is queued; Run by default */
  start(config: ExperimentInput, address?: (started: Started) => string): Promise<void>
}

export function useStart(): Starter {
  const lab = useLab()
  const router = useRouter()
  const { put } = useRuns()
  const { attempt } = useNotices()
  const starting = ref(false)

  async function start(config: ExperimentInput, address = ({ experiment }: Started) => `/run/${experiment.id}`): Promise<void> {
    if (starting.value) return
    starting.value = true
    const started = await attempt(() => lab.call('experiments.start', { config: { ...config, name: ownName(config.name) } }))
    starting.value = false
    if (!started) return
    put(started.runs)
    await router.push(address(started))
  }
  return { starting, start }
}
