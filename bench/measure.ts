/** Interleaved rounds: every task runs once a round, so that noise of the machine falls on all alike; medians are compared. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export interface Task {
  id: string
  /** What the number means. */
  title: string
  unit: 's' | 'ms'
  /** Runs once and answers its own measure in the unit; what it prepares is not counted. */
  run(): number
}

export interface Measured {
  id: string
  title: string
  unit: Task['unit']
  /** Median over rounds. */
  value: number
  rounds: number[]
}

/** A quotient of two medians of the same rounds. */
export interface Ratio {
  id: string
  of: string
  to: string
  value: number
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * One unmeasured round to warm up, then `rounds` measured ones; each task runs in a thread of its own, one at a time.
 * @param thread the script that runs a task when it gets a message, and answers its measure
 */
export async function measure(tasks: readonly Task[], rounds: number, thread: URL, onRound: (round: number) => void): Promise<Measured[]> {
  const threads = tasks.map(({ id }) => new Worker(thread, { workerData: id }))
  const values = tasks.map((): number[] => [])
  try {
    for (let round = 0; round <= rounds; round++) {
      onRound(round)
      for (const [k, worker] of threads.entries()) {
        const answer = once(worker, 'message')
        worker.postMessage('run')
        const value = Number((await answer)[0])
        if (round > 0) values[k]!.push(value)
      }
    }
  } finally {
    await Promise.all(threads.map((worker) => worker.terminate()))
  }
  return tasks.map(({ id, title, unit }, k) => ({ id, title, unit, value: median(values[k]!), rounds: values[k]! }))
}

export function ratio(id: string, measured: readonly Measured[], of: string, to: string): Ratio | null {
  const above = measured.find((one) => one.id === of)
  const below = measured.find((one) => one.id === to)
  return above && below ? { id, of, to, value: above.value / below.value } : null
}
