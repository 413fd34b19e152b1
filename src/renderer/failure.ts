/** Whatever was caught, as the one shape of an error that rooms show. */
import { type Failure, LabError } from '../api/failure'

export function failureOf(error: unknown): Failure {
  if (error instanceof LabError) return error.toFailure()
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) }
}
