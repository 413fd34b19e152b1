/** What is wrong with a file from elsewhere is an answer to whoever gave it, and no mistake in the program. */
import { LabError } from '../api/failure'
import { DataError } from '../engine/data/data-error'

/** Throws a LabError `data` in place of a DataError. */
export function answered<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof DataError) throw new LabError('data', error.message)
    throw error
  }
}
