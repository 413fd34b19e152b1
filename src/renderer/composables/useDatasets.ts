/** The imported data sets, live: fetched again whenever one is added or removed. */
import { onScopeDispose, shallowRef } from 'vue'
import type { DatasetRow } from '../../api/datasets'
import type { Failure } from '../../api/failure'
import { failureOf } from '../failure'
import { useLab } from '../lab'

export function useDatasets() {
  const lab = useLab()
  /** Newest first; null until they are known. */
  const datasets = shallowRef<readonly DatasetRow[] | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function refresh(): Promise<void> {
    try {
      datasets.value = await lab.call('datasets.list', {})
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }
  onScopeDispose(lab.on('datasets', () => void refresh()))
  onScopeDispose(lab.onReconnect(() => void refresh()))
  void refresh()
  return { datasets, failure }
}
