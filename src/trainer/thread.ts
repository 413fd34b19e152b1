/** Starts a thread of the pool, and says why it ended. */
import { Worker } from 'node:worker_threads'
import type { StartWorker } from './pool'
import type { WorkerEvent } from './messages'

/** Megabytes of plain objects; numbers lie outside of them. */
export const threadLimits = {
  /** A trial that takes more is ended alone, before the system ends the process. */
  maxOldGenerationSizeMb: 512,
  /**
   * Training leaves little behind: a nursery that stays in the cache is emptied sooner than a large one gets its pages from the system, which
   * took as long again as the trials of a line.
   */
  maxYoungGenerationSizeMb: 6,
} as const

/** @param entry the built worker.js */
export function threadStarter(entry: URL, heap: number = threadLimits.maxOldGenerationSizeMb): StartWorker {
  return (onEvent, onExit) => {
    const worker = new Worker(entry, { resourceLimits: { ...threadLimits, maxOldGenerationSizeMb: heap } })
    let reason: string | null = null
    worker.on('message', (event: WorkerEvent) => onEvent(event))
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error)
    })
    worker.on('exit', (code) => onExit(reason ?? `code ${code}`))
    return { post: (command) => worker.postMessage(command), terminate: () => worker.terminate() }
  }
}
