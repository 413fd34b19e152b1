/** Interleaved rounds: every task of a set runs once a round, so that noise of the machine falls on all alike; medians are compared. */
import type { LoadedImages } from '../src/trainer/image-files'
import { MissingPeer, Peers } from './peers/peers'
import { summarise, type Measured } from './statistics'
import type { Runner, Task, TaskSet } from './task'
import { startThread } from './start-thread'

export interface MeasureOptions {
  rounds: number
  images(): LoadedImages
  /** What is going on, for a person who waits. */
  progress(message: string): void
  /** What a reader of the results should know. */
  note(message: string): void
  /** A task that failed has no result; the others go on. */
  failed(message: string): void
}

interface Ready {
  task: Task
  runner: Runner
  /** Null once it has failed. */
  values: number[] | null
}

export async function measureSet(set: TaskSet, tasks: readonly Task[], options: MeasureOptions): Promise<Measured[]> {
  const peers = new Peers()
  const ready: Ready[] = []
  try {
    for (const task of tasks) {
      options.progress(`${set.id}: preparing ${task.id}`)
      const runner = await attempt(task, options, () => open(task, peers, options))
      if (runner === null) continue
      ready.push({ task, runner, values: [] })
      if (runner.setting !== undefined) options.note(`${task.id}: ${runner.setting}`)
    }
    if (ready.length > 0) await runRounds(set, ready, options)
    return ready.flatMap(({ task, values }) => (values === null ? [] : [summarise(task, values)]))
  } finally {
    await Promise.all(ready.map(({ runner }) => runner.close()))
    await peers.close()
  }
}

async function runRounds(set: TaskSet, ready: readonly Ready[], options: MeasureOptions): Promise<void> {
  const rounds = Math.min(options.rounds, set.rounds ?? Infinity)
  for (let round = set.warmUp === false ? 1 : 0; round <= rounds; round++) {
    options.progress(`${set.id}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`)
    for (const one of ready) {
      if (one.values === null) continue
      const value = await attempt(one.task, options, one.runner.run)
      if (value === null) one.values = null
      else if (round > 0) one.values.push(value)
    }
  }
}

async function attempt<T>({ id }: Task, options: MeasureOptions, work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    options.failed(`${id} failed: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/** Null where it cannot be measured here, which a note says. */
async function open(task: Task, peers: Peers, { images, note }: MeasureOptions): Promise<Runner | null> {
  switch (task.in) {
    case 'thread':
      return startThread(task.id, images())
    case 'driver':
      return task.open(images)
    case 'peer':
      try {
        return await peers.open(task)
      } catch (error) {
        if (!(error instanceof MissingPeer)) throw error
        note(error.message)
        return null
      }
  }
}
