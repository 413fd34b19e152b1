/** The store of the report for the room: one for a window, so that the room shows at once what it has shown before. */
import { onScopeDispose } from 'vue'
import type { LabClient } from '../../../api/client'
import { useLab } from '../../lab'
import { createReportStore, type ReportStore } from './reportStore'

const stores = new WeakMap<LabClient, ReportStore>()

export function useReport(): ReportStore {
  const lab = useLab()
  const store = stores.get(lab) ?? createReportStore(lab)
  stores.set(lab, store)
  onScopeDispose(store.follow())
  return store
}
