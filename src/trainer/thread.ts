/** Starts a thread of the pool, and says why it ended. */
import { Worker } from 'node:worker_threads'
import type { StartWorker } from './pool'
import type { WorkerEvent } from './messages'

/** Of plain objects, in megabytes: numbers lie outside of it. A trial that takes more for them is ended alone, before the system ends the process. */
const heapLimit = 512

/** @param entry the built worker.js */
export function threadStarter(entry: URL, heap: number = heapLimit): StartWorker {
  return (onEvent, onExit) => {
    const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: heap } })
    let reason: string | null = null
    worker.on('message', (event: WorkerEvent) => onEvent(event))
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error)
    })
    worker.on('exit', (code) => onExit(reason ?? `code ${code}`))
    return { post: (command) => worker.postMessage(command), terminate: () => worker.terminate() }
  }
}
