/** One task in a thread of its own, so that what the compiler learnt from another task's types does not slow it down. */
import { parentPort, workerData } from 'node:worker_threads'
import { tasks } from './tasks'

const task = tasks.find(({ id }) => id === workerData)
if (!task || !parentPort) throw new Error(`there is no measurement "${String(workerData)}"`)
const port = parentPort
port.on('message', () => port.postMessage(task.run()))
