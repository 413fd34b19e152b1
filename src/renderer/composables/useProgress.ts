/** Where each running trial stands within its epoch, as the lab's events tell it. */
import { inject, type InjectionKey, type ShallowRef, shallowRef } from 'vue'
import type { LabClient } from '../../api/client'
import type { Progress } from '../../engine/training/records'
import { required } from '../lab'

export type ProgressByRun = Readonly<ShallowRef<ReadonlyMap<number, Progress>>>

export const progressKey: InjectionKey<ProgressByRun> = Symbol('progress')

export function useProgress(): ProgressByRun {
  return required(inject(progressKey, undefined), 'progress')
}

/** How often progress is shown, in milliseconds. */
const showEvery = 200

export function createProgress(lab: LabClient): ProgressByRun {
  const byRun = shallowRef<ReadonlyMap<number, Progress>>(new Map())
  let arrived = new Map<number, Progress>()
  let timer: ReturnType<typeof setTimeout> | undefined

  lab.on('progress', ({ run, ...progress }) => {
    arrived.set(run, progress)
    timer ??= setTimeout(() => {
      timer = undefined
      byRun.value = new Map([...byRun.value, ...arrived])
      arrived = new Map()
    }, showEvery)
  })
  return byRun
}
