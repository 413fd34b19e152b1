/** Runs tasks on whole databases, one at a time, in a thread of their own, so that the window never waits for them. */
import { Worker } from 'node:worker_threads'
import type { CheckProgress } from '../../../../db/check'
import { runStorageTask, type StorageAnswer, type StorageTask, type StorageTasks } from '../../../../db/tasks'
import { LabError } from '../../../api/failure'

type Named<K extends keyof StorageTasks> = { task: K } & StorageTasks[K]['input']

export class StorageWorker {
  readonly #entry: string | undefined
  readonly #onProgress: (progress: CheckProgress) => void
  #last: Promise<unknown> = Promise.resolve()
  #thread: Worker | null = null
  #closed = false

  /** @param entry the built storage-thread.js; without one the work is done in this process */
  constructor(entry: string | undefined, onProgress: (progress: CheckProgress) => void) {
    this.#entry = entry
    this.#onProgress = onProgress
  }

  /** Rejects with the LabErrors of the work, and with `closed` where the lab closes before it is done. */
  run<K extends keyof StorageTasks>(task: Named<K> & StorageTask): Promise<StorageTasks[K]['output']> {
    const result = this.#last.then(() => {
      if (this.#closed) throw new LabError('closed', 'The lab is closing')
      return this.#entry === undefined ? runStorageTask(task, this.#onProgress) : this.#inThread(this.#entry, task)
    })
    this.#last = result.catch(() => undefined)
    // The answer belongs to the task that was asked for, which the compiler cannot follow across the thread.
    return result as Promise<StorageTasks[K]['output']>
  }

  /** Waits for what was asked for, at most so many milliseconds, then ends it. What it leaves is removed by the next. */
  async close(limit: number): Promise<void> {
    const late = Promise.withResolvers<undefined>()
    const timer = setTimeout(() => late.resolve(undefined), limit)
    await Promise.race([this.#last, late.promise])
    clearTimeout(timer)
    this.#closed = true
    await this.#thread?.terminate()
  }

  #inThread(entry: string, task: StorageTask): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(entry, { workerData: task })
      this.#thread = thread
      thread.on('message', (answer: StorageAnswer) => {
        switch (answer.type) {
          case 'progress':
            this.#onProgress(answer.progress)
            break
          case 'done':
            resolve(answer.value)
            break
          case 'failed':
            reject(new LabError(answer.failure.code, answer.failure.message))
            break
        }
      })
      thread.on('error', reject)
      thread.on('exit', (code) => {
        this.#thread = null
        reject(new LabError('closed', `The work on the database was ended (code ${code})`))
      })
    })
  }
}
