/** Entry of a thread: one task, prepared when it is first asked for. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadStart } from './start-thread'
import type { Measurement } from './task'
import { tasks } from './tasks/index'

// The bench, built from the same sources, started it.
const { id, images } = workerData as ThreadStart
const task = tasks.find((one) => one.id === id)
if (task?.in !== 'thread' || !parentPort) throw new Error(`there is no measurement "${id}" for a thread`)
const [port, prepare] = [parentPort, task.prepare]
let measure: Measurement | null = null
port.on('message', async () => {
  measure ??= prepare(() => images)
  port.postMessage(await measure())
})
