/** Entry of a thread of the training process. */
import { parentPort } from 'node:worker_threads'
import type { WorkerCommand } from './messages'
import { serve } from './worker-loop'

const port = parentPort
if (port === null) throw new Error('worker.js is started by the training process, not by itself')
serve({
  post: (event) => port.postMessage(event),
  // The other end is the pool, built from the same sources.
  listen: (listener) => port.on('message', (command: WorkerCommand) => listener(command)),
})
