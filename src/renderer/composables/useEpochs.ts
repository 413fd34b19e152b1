/** The recorded epochs of chosen runs, live: what is stored is fetched, then events are merged in by run and epoch. */
import { type MaybeRefOrGetter, onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, toValue, watch } from 'vue'
import type { Failure } from '../../api/failure'
import type { EpochRecord } from '../../engine/training/records'
import { failureOf } from '../failure'
import { useLab } from '../lab'
import { pace } from './pace'

/** Epochs in order, by run. */
export type EpochSeries = ReadonlyMap<number, readonly EpochRecord[]>

export interface EpochStore {
  /** A new map replaces the old one with each change; unchanged runs keep their array. */
  readonly series: Readonly<ShallowRef<EpochSeries>>
  readonly loading: Readonly<Ref<boolean>>
  readonly failure: Readonly<Ref<Failure | null>>
}

/** Runs asked for in one call: a hundred trials of a thousand epochs would be one long message. */
const runsPerCall = 20

export function useEpochs(runs: MaybeRefOrGetter<readonly number[]>): EpochStore {
  const lab = useLab()
  const series = shallowRef<EpochSeries>(new Map())
  const loading = ref(false)
  const failure = ref<Failure | null>(null)
  let wanted = new Set<number>()
  let arrived = new Map<number, EpochRecord[]>()
  let round = 0

  const shown = pace(() => {
    const next = new Map([...series.value].filter(([run]) => wanted.has(run)))
    for (const [run, epochs] of arrived) {
      if (wanted.has(run)) next.set(run, mergeEpochs(next.get(run) ?? [], epochs))
    }
    arrived = new Map()
    series.value = next
  })

  function take(run: number, epochs: readonly EpochRecord[]): void {
    if (!wanted.has(run)) return
    const waiting = arrived.get(run)
    if (waiting) waiting.push(...epochs)
    else arrived.set(run, [...epochs])
    shown.soon()
  }

  async function fetchRuns(ids: readonly number[]): Promise<void> {
    const mine = ++round
    loading.value = ids.length > 0
    failure.value = null
    try {
      for (let start = 0; start < ids.length && mine === round; start += runsPerCall) {
        const answer = await lab.call('runs.epochs', { runs: ids.slice(start, start + runsPerCall) })
        for (const { run, epochs } of answer) take(run, epochs)
      }
    } catch (error) {
      failure.value = failureOf(error)
    }
    if (mine === round) {
      shown.now()
      loading.value = false
    }
  }

  const stop = lab.on('epochs', ({ run, epochs }) => take(run, epochs))
  watch(
    () => [...toValue(runs)].sort((a, b) => a - b).join(','),
    () => {
      const before = wanted
      wanted = new Set(toValue(runs))
      shown.now()
      void fetchRuns([...wanted].filter((run) => !before.has(run) || !series.value.has(run)))
    },
    { immediate: true },
  )
  const stopReconnect = lab.onReconnect(() => void fetchRuns([...wanted]))
  onScopeDispose(() => {
    stop()
    stopReconnect()
    shown.cancel()
    round++
  })
  return { series, loading, failure }
}

/** Both lists as one, in order of epochs; a record that comes again replaces the earlier one. */
export function mergeEpochs(known: readonly EpochRecord[], arrived: readonly EpochRecord[]): readonly EpochRecord[] {
  if (arrived.length === 0) return known
  const last = known.at(-1)?.epoch ?? -1
  const continues = arrived.every((record, i) => record.epoch > (i === 0 ? last : arrived[i - 1]!.epoch))
  if (continues) return [...known, ...arrived]
  const byEpoch = new Map([...known, ...arrived].map((record) => [record.epoch, record]))
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch)
}
