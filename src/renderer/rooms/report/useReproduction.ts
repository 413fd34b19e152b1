/** Training for the report: what is under way, how far it is, the time left, and starting, pausing and stopping it. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { isFinal, type RunRow } from '../../../api/records'
import type { FigureNumber, FigureVariant } from '../../../api/report'
import { trialWork } from '../../../engine/config/work'
import { epochsOf, timeLeft, type WorkSample } from '../../composables/trialProgress'
import { useProgress } from '../../composables/useProgress'
import { useRuns } from '../../composables/useRuns'
import { useLab } from '../../lab'
import { isOfReport } from './trialsToDo'

/** How far back the rate looks, in seconds, and how often it looks, in milliseconds. */
const memory = 30
const lookEvery = 500

export function useReproduction() {
  const lab = useLab()
  const { rows: byId, list, put } = useRuns()
  const progress = useProgress()

  /** Runs that were seen under way since none was: they are one piece of work. */
  const batch = shallowRef<ReadonlySet<number>>(new Set())
  const ofReport = new Map<string, boolean>()
  const works = new Map<string, number>()
  function belongs(row: RunRow): boolean {
    const known = ofReport.get(row.configDigest) ?? isOfReport(row)
    ofReport.set(row.configDigest, known)
    return known
  }
  function workOf(row: RunRow): number {
    const known = works.get(row.configDigest) ?? trialWork(row.config)
    works.set(row.configDigest, known)
    return known
  }

  const open = computed(() => list.value.filter((row) => !isFinal(row.status) && belongs(row)))
  watch(
    open,
    (now) => {
      if (now.length === 0) batch.value = new Set()
      else if (now.some(({ id }) => !batch.value.has(id))) batch.value = new Set([...batch.value, ...now.map(({ id }) => id)])
    },
    { immediate: true },
  )
  const rows = computed(() => [...batch.value].flatMap((id) => byId.value.get(id) ?? []))
  const work = computed(() => {
    let done = 0
    let total = 0
    for (const row of rows.value) {
      // Of a trial that has ended no more is to come.
      const share = isFinal(row.status) ? 1 : Math.min(1, epochsOf(row, progress.value.get(row.id)) / row.epochs)
      done += share * workOf(row)
      total += workOf(row)
    }
    return { done, total }
  })
  const summary = computed(() => ({
    trials: rows.value.length,
    ended: rows.value.filter((row) => isFinal(row.status)).length,
    running: open.value.filter((row) => row.status === 'running').length,
    paused: open.value.length > 0 && open.value.every((row) => row.status === 'paused'),
    fraction: work.value.total > 0 ? work.value.done / work.value.total : 0,
  }))

  const secondsLeft = shallowRef<number | null>(null)
  let samples: WorkSample[] = []
  const timer = setInterval(() => {
    const at = performance.now() / 1000
    const moving = summary.value.running > 0
    samples = moving ? [...samples.filter((sample) => at - sample.at < memory), { at, done: work.value.done }] : []
    secondsLeft.value = timeLeft(samples, work.value.total)
  }, lookEvery)
  onScopeDispose(() => clearInterval(timer))

  /** Queues what is missing of these figures. Throws a LabError where that fails. */
  async function start(figures: readonly FigureNumber[], variant: FigureVariant): Promise<void> {
    const { runs } = await lab.call('report.reproduce', { figures: [...figures], variant })
    put(runs)
  }

  return { open, rows, summary, secondsLeft, start }
}

export type Reproduction = ReturnType<typeof useReproduction>
