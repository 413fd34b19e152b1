/** Starts a thread of the pool, and says why it ended. */
import { Worker } from 'node:worker_threads'
import type { StartWorker } from './pool'
import type { WorkerEvent } from './messages'

/** @param entry the built worker.js */
export function threadStarter(entry: URL): StartWorker {
  return (onEvent, onExit) => {
    const worker = new Worker(entry)
    let reason: string | null = null
    worker.on('message', (event: WorkerEvent) => onEvent(event))
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? error.message : String(error)
    })
    worker.on('exit', (code) => onExit(reason ?? `code ${code}`))
    return { post: (command) => worker.postMessage(command), terminate: () => worker.terminate() }
  }
}
