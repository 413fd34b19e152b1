/** What the lab says about itself: version, kernels, workers, the data folder. */
import { inject, type InjectionKey, type Ref, shallowRef } from 'vue'
import type { LabClient } from '../../api/client'
import type { AppInfo } from '../../api/contract'
import type { Failure } from '../../api/failure'
import { failureOf } from '../failure'
import { required } from '../lab'

export interface AppInfoStore {
  /** Null until the lab has answered. */
  readonly info: Readonly<Ref<AppInfo | null>>
  /** Why the lab did not answer the last time; `closed` while the connection is lost. */
  readonly failure: Readonly<Ref<Failure | null>>
  refresh(): Promise<void>
}

export const appInfoKey: InjectionKey<AppInfoStore> = Symbol('app info')

export function useAppInfo(): AppInfoStore {
  return required(inject(appInfoKey, undefined), 'app info')
}

/** Asks again every `interval` milliseconds, because the database grows while it trains. */
export function createAppInfo(lab: LabClient, interval = 5000): AppInfoStore {
  const info = shallowRef<AppInfo | null>(null)
  const failure = shallowRef<Failure | null>(null)

  async function refresh(): Promise<void> {
    try {
      info.value = await lab.call('app.info')
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }
  lab.onReconnect(() => void refresh())
  setInterval(() => void refresh(), interval)
  // The lab starts its training process to answer: the window is drawn first.
  requestIdleCallback(() => void refresh(), { timeout: 1000 })
  return { info, failure, refresh }
}
