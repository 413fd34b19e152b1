/** Entry of the thread that works on whole databases: it does the one task that it is given, says how far it is, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { runStorageTask, type StorageAnswer, type StorageTask } from '../../db/tasks'
import { LabError } from '../api/failure'

const answer = (message: StorageAnswer) => parentPort?.postMessage(message)

try {
  // The lab on the other side is built from the same sources: its data is a task.
  const value = await runStorageTask(workerData as StorageTask, (progress) => answer({ type: 'progress', progress }))
  answer({ type: 'done', value })
} catch (error) {
  const failure = error instanceof LabError ? error.toFailure() : { code: 'internal' as const, message: error instanceof Error ? error.message : String(error) }
  answer({ type: 'failed', failure })
}
