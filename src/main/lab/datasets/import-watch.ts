/** Who watches an import: told how far it is, and able to end it. */
import type { ImportProgress } from '../../../api/datasets'
import { LabError } from '../../../api/failure'

export interface ImportWatch {
  onProgress(progress: ImportProgress): void
  /** Ends the import, with nothing left of it. */
  signal?: AbortSignal
}

/** How often progress is told, in milliseconds. */
const tellEvery = 100

/** Tells at most every `tellEvery`, however often it is called. */
export function tellSometimes({ onProgress }: Pick<ImportWatch, 'onProgress'>): (progress: ImportProgress) => void {
  let told = -Infinity
  return (progress) => {
    const now = performance.now()
    if (now - told < tellEvery) return
    told = now
    onProgress(progress)
  }
}

/** Does the work; throws a LabError `closed` in the place of whatever ended it where it was to end. */
export async function untilEnded<T>({ signal }: Pick<ImportWatch, 'signal'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (signal?.aborted) throw new LabError('closed', 'The import was ended; nothing was added')
    throw error
  }
}
