/** Runs that are trained anew to compare their weights, as the lab tells how it goes. */
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Verification } from '../../../api/records'
import { useNotices } from '../../composables/useNotices'
import { useLab } from '../../lab'

export function useVerifications() {
  const lab = useLab()
  const { attempt } = useNotices()
  const byRun = shallowRef<ReadonlyMap<number, Verification>>(new Map())
  /** Results that have been read. */
  const dismissed = new Set<number>()

  function put(changed: readonly Verification[]): void {
    byRun.value = new Map([...byRun.value, ...changed.map((one): [number, Verification] => [one.run, one])])
  }
  async function load(): Promise<void> {
    put(await lab.call('runs.verifications', {}))
  }
  async function verify(runs: readonly number[]): Promise<void> {
    runs.forEach((run) => dismissed.delete(run))
    const begun = await attempt(() => lab.call('runs.verify', { runs: [...runs] }))
    if (begun) put(begun)
  }
  async function cancel(runs: readonly number[]): Promise<void> {
    const changed = await attempt(() => lab.call('runs.cancelVerify', { runs: [...runs] }))
    if (changed) put(changed)
  }
  function dismiss(): void {
    for (const { run, status } of byRun.value.values()) if (status !== 'waiting' && status !== 'running') dismissed.add(run)
    byRun.value = new Map(byRun.value)
  }

  const stops = [lab.on('verification', (one) => put([one])), lab.onReconnect(() => void attempt(load))]
  onScopeDispose(() => stops.forEach((stop) => stop()))
  void attempt(load)
  const list = computed(() => [...byRun.value.values()].filter(({ run }) => !dismissed.has(run)))
  return { list, verify, cancel, dismiss }
}
