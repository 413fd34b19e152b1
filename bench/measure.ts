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
}

interface Ready {
  task: Task
  runner: Runner
  values: number[]
}

export async function measureSet(set: TaskSet, tasks: readonly Task[], options: MeasureOptions): Promise<Measured[]> {
  const peers = new Peers()
  const ready: Ready[] = []
  try {
    for (const task of tasks) {
      options.progress(`${set.id}: preparing ${task.id}`)
      const runner = await open(task, peers, options)
      if (runner === null) continue
      ready.push({ task, runner, values: [] })
      if (runner.setting !== undefined) options.note(`${task.id}: ${runner.setting}`)
    }
    if (ready.length > 0) await runRounds(set, ready, options)
    return ready.map(({ task, values }) => summarise(task, values))
  } finally {
    await Promise.all(ready.map(({ runner }) => runner.close()))
    await peers.close()
  }
}

async function runRounds(set: TaskSet, ready: readonly Ready[], options: MeasureOptions): Promise<void> {
  const rounds = Math.min(options.rounds, set.rounds ?? Infinity)
  if (set.warmUp !== false) {
    options.progress(`${set.id}: warming up`)
    for (const { runner } of ready) await runner.run()
  }
  for (let round = 1; round <= rounds; round++) {
    options.progress(`${set.id}: round ${round} of ${rounds}`)
    for (const { runner, values } of ready) values.push(await runner.run())
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
