/** Imports one file at a time, in a thread of its own, so that neither the window nor what is recorded waits for it. */
import { Worker } from 'node:worker_threads'
import type { NewDataset } from '../../../../db/datasets'
import type { ImportProgress } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { runImport, type ImportTask } from './import-task'
import type { ImportAnswer } from './messages'

export class Importer {
  readonly #entry: string | undefined
  readonly #onProgress: (progress: ImportProgress) => void
  #abort: AbortController | null = null

  /** @param entry the built import-thread.js; without one the work is done in this process, piece by piece */
  constructor(entry: string | undefined, onProgress: (progress: ImportProgress) => void) {
    this.#entry = entry
    this.#onProgress = onProgress
  }

  /** Rejects with the LabErrors of the import, with `busy` while another one runs, and with `closed` where it was ended. */
  async run(task: ImportTask): Promise<NewDataset> {
    if (this.#abort !== null) throw new LabError('busy', 'Another file is being imported: wait until it is done, or stop it')
    const abort = new AbortController()
    this.#abort = abort
    try {
      return await (this.#entry === undefined
        ? runImport(task, { onProgress: this.#onProgress, signal: abort.signal })
        : this.#inThread(this.#entry, task, abort.signal))
    } finally {
      this.#abort = null
    }
  }

  /** Ends what is being imported; nothing of it is left. */
  stop(): void {
    this.#abort?.abort()
  }

  #inThread(entry: string, task: ImportTask, signal: AbortSignal): Promise<NewDataset> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(entry, { workerData: task })
      signal.addEventListener('abort', () => void thread.terminate(), { once: true })
      thread.on('message', (answer: ImportAnswer) => {
        switch (answer.type) {
          case 'progress':
            this.#onProgress(answer.progress)
            break
          case 'done':
            resolve(answer.dataset)
            break
          case 'failed':
            reject(new LabError(answer.failure.code, answer.failure.message, answer.failure.field))
            break
        }
      })
      thread.on('error', reject)
      thread.on('exit', () => reject(new LabError('closed', 'The import was ended; nothing was added')))
    })
  }
}
