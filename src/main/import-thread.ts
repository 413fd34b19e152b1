/** Entry of the thread that imports one data set: it says how far it is, and ends. What it had begun when it is ended is removed by the next. */
import { parentPort, workerData } from 'node:worker_threads'
import { LabError } from '../api/failure'
import { runImport, type ImportTask } from './lab/datasets/import-task'
import type { ImportAnswer } from './lab/datasets/messages'

const answer = (message: ImportAnswer) => parentPort?.postMessage(message)

try {
  // The lab on the other side is built from the same sources: its data is a task.
  const dataset = await runImport(workerData as ImportTask, { onProgress: (progress) => answer({ type: 'progress', progress }) })
  answer({ type: 'done', dataset })
} catch (error) {
  const failure = error instanceof LabError ? error.toFailure() : { code: 'internal' as const, message: error instanceof Error ? error.message : String(error) }
  answer({ type: 'failed', failure })
}
