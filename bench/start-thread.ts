/** Starts a thread for one task, with the limits of those that train, which measures whenever it is asked. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { LoadedImages } from '../src/trainer/image-files'
import { threadLimits } from '../src/trainer/thread'
import type { Runner } from './task'

export interface ThreadStart {
  id: string
  images: LoadedImages
}

export function startThread(id: string, images: LoadedImages): Runner {
  const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: { id, images } satisfies ThreadStart, resourceLimits: threadLimits })
  return {
    async run() {
      // An error of the thread rejects it too.
      const answer = once(worker, 'message')
      worker.postMessage('run')
      return Number((await answer)[0])
    },
    close: async () => void (await worker.terminate()),
  }
}
