/** How long the chosen figures will take: a short measured run for each kind of data that is still to be trained on. */
import { computed, type ComputedRef, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { RunRow } from '../../../api/records'
import { LabError } from '../../../api/failure'
import { baseTrial } from '../../../engine/config/trials'
import { figureExperiment, reportFigures } from '../../../report/figures'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'
import { type DataSource, type Rates, rateOf, recordedRates, secondsFor, sourcesOf, type ToDo } from './trialsToDo'

export type TimeEstimate =
  | { kind: 'nothing' }
  | { kind: 'measuring' }
  /** `from` says whether it was measured now, or is taken from what is recorded. */
  | { kind: 'known'; seconds: number; from: 'measured' | 'recorded' }
  | { kind: 'unknown'; message: string }

export interface TimeEstimateOptions {
  toDo: () => ToDo
  workers: () => number
  rows: () => Iterable<RunRow>
  /** Measures only while this is true, as while the question is asked. */
  wanted: () => boolean
}

/** What was measured is kept as long as the scope lives. */
export function useTimeEstimate({ toDo, workers, rows, wanted }: TimeEstimateOptions): ComputedRef<TimeEstimate> {
  const lab = useLab()
  const measured = shallowRef<Rates>(new Map())
  const failures = shallowRef<ReadonlyMap<DataSource, string>>(new Map())
  const measuring = ref(false)
  let ended = false

  async function measure(source: DataSource): Promise<void> {
    const config = { ...experimentOn(source), sweep: [], seeds: { count: 1 } }
    try {
      const { secondsPerEpoch } = await lab.call('experiments.estimate', { config })
      measured.value = new Map(measured.value).set(source, rateOf(baseTrial(config), secondsPerEpoch))
    } catch (error) {
      failures.value = new Map(failures.value).set(source, failureOf(error).message)
    }
  }
  /** One after the other: measured at once they would take each other's time. */
  async function measureAll(): Promise<void> {
    if (measuring.value) return
    measuring.value = true
    for (let source = next(); source !== undefined && !ended; source = next()) await measure(source)
    measuring.value = false
  }
  const next = () => (wanted() ? sourcesOf(toDo()).find((source) => !measured.value.has(source) && !failures.value.has(source)) : undefined)

  watch(wanted, (now) => {
    if (now) failures.value = new Map()
  })
  watch(
    () => next(),
    (source) => {
      if (source !== undefined) void measureAll()
    },
    { immediate: true },
  )
  onScopeDispose(() => (ended = true))

  return computed(() => {
    const trials = toDo()
    if (trials.settings.length === 0) return { kind: 'nothing' }
    const seconds = secondsFor(trials, measured.value, workers())
    if (seconds !== null) return { kind: 'known', seconds, from: 'measured' }
    if (next() !== undefined) return { kind: 'measuring' }
    const known = secondsFor(trials, new Map([...recordedRates(rows()), ...measured.value]), workers())
    if (known !== null) return { kind: 'known', seconds: known, from: 'recorded' }
    const [message = ''] = failures.value.values()
    return { kind: 'unknown', message }
  })
}

/** The experiment of the first figure on this data. */
function experimentOn(source: DataSource) {
  const found = reportFigures.map(({ figure }) => figureExperiment(figure, 'full')).find(({ data }) => data.source === source)
  if (!found) throw new LabError('internal', `No figure of the report is made from ${source}`)
  return found
}
