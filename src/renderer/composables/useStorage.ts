/** The safety of what is stored, as the window shows it: backups, checks, and notices that stay until they are read. */
import { inject, type InjectionKey, type Ref, shallowRef } from 'vue'
import type { LabClient } from '../../api/client'
import type { Failure } from '../../api/failure'
import type { CheckReport, StorageState } from '../../api/storage'
import { failureOf } from '../failure'
import { required } from '../lab'

export type StorageWork = 'backup' | 'check' | 'restore'

export interface StorageStore {
  /** Null until the lab has answered. */
  readonly state: Readonly<Ref<StorageState | null>>
  /** Why it did not answer. */
  readonly failure: Readonly<Ref<Failure | null>>
  /** What is under way; only one thing is at a time. */
  readonly work: Readonly<Ref<StorageWork | null>>
  /** How far a check is, 0 to 1. */
  readonly share: Readonly<Ref<number>>
  /** What the last check of this window found. */
  readonly report: Readonly<Ref<CheckReport | null>>
  refresh(): Promise<void>
  /** These reject with what the lab says. */
  backUp(): Promise<void>
  check(): Promise<void>
  /** Returns where what was there before lies. */
  restore(backup: string): Promise<string>
  read(notice: number): Promise<void>
}

export const storageKey: InjectionKey<StorageStore> = Symbol('storage')

export function useStorage(): StorageStore {
  return required(inject(storageKey, undefined), 'storage')
}

export function createStorage(lab: LabClient): StorageStore {
  const state = shallowRef<StorageState | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const work = shallowRef<StorageWork | null>(null)
  const share = shallowRef(0)
  const report = shallowRef<CheckReport | null>(null)

  async function refresh(): Promise<void> {
    try {
      state.value = await lab.call('storage.state', {})
      failure.value = null
    } catch (error) {
      failure.value = failureOf(error)
    }
  }

  async function doing<T>(what: StorageWork, action: () => Promise<T>): Promise<T> {
    work.value = what
    share.value = 0
    try {
      return await action()
    } finally {
      work.value = null
      await refresh()
    }
  }

  lab.on('storage', ({ done, total }) => (share.value = total === 0 ? 1 : done / total))
  lab.on('notices', () => void refresh())
  lab.onReconnect(() => {
    // What was checked is not what is there now.
    report.value = null
    void refresh()
  })
  void refresh()
  return {
    state,
    failure,
    work,
    share,
    report,
    refresh,
    backUp: () => doing('backup', async () => void (await lab.call('storage.backup', {}))),
    check: () =>
      doing('check', async () => {
        report.value = null
        report.value = await lab.call('storage.check', {})
      }),
    restore: (backup) => doing('restore', async () => (await lab.call('storage.restore', { backup })).aside),
    async read(notice) {
      const notices = await lab.call('storage.read', { notice })
      if (state.value) state.value = { ...state.value, notices }
    },
  }
}
