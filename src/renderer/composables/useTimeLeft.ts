/** Seconds left of every experiment that trains, from the rate at which it has gone lately: one figure for all who show it. */
import { inject, type InjectionKey, type ShallowRef, shallowRef } from 'vue'
import type { RunRow } from '../../api/records'
import { required } from '../lab'
import { summariseTrials, timeLeft, type WorkSample } from './trialProgress'
import type { ProgressByRun } from './useProgress'
import type { RunStore } from './useRuns'

/** By experiment; null while no rate is known yet, absent where nothing runs. */
export type TimeLeftByExperiment = Readonly<ShallowRef<ReadonlyMap<number, number | null>>>

export const timeLeftKey: InjectionKey<TimeLeftByExperiment> = Symbol('time left')

export function useTimeLeft(): TimeLeftByExperiment {
  return required(inject(timeLeftKey, undefined), 'time left')
}

/** How far back the rate looks, in seconds. */
const memory = 30

/** Looks every `interval` milliseconds. */
export function createTimeLeft(runs: RunStore, progress: ProgressByRun, interval = 500): TimeLeftByExperiment {
  const left = shallowRef<ReadonlyMap<number, number | null>>(new Map())
  let samples = new Map<number, WorkSample[]>()

  function measure(rows: readonly RunRow[], at: number): [number, number | null][] {
    const experiments = Map.groupBy(rows, (row) => row.experiment)
    const running = [...experiments].filter(([, trials]) => trials.some((row) => row.status === 'running'))
    samples = new Map(
      running.map(([experiment, trials]) => {
        const recent = (samples.get(experiment) ?? []).filter((sample) => at - sample.at < memory)
        return [experiment, [...recent, { at, done: summariseTrials(trials, progress.value).epochsDone }]]
      }),
    )
    return running.map(([experiment, trials]) => [experiment, timeLeft(samples.get(experiment) ?? [], summariseTrials(trials, progress.value).epochsTotal)])
  }

  setInterval(() => {
    const next = measure(runs.list.value, performance.now() / 1000)
    if (next.length > 0 || left.value.size > 0) left.value = new Map(next)
  }, interval)
  return left
}
