/** What the runs' stored verifications say together: a difference before anything else, then how many came to the same weights. */
import type { RunRow } from '../../../api/records'
import type { VerificationResult } from '../../../api/verification'

export interface VerifiedMark {
  /** Runs that were verified. */
  count: number
  /** That which is told of: the first that differs, else the latest. */
  result: VerificationResult
}

/** Null where no run was verified. */
export function verifiedMark(runs: readonly Pick<RunRow, 'verified'>[]): VerifiedMark | null {
  const results = runs.flatMap(({ verified }) => verified ?? [])
  const [first, ...rest] = results
  if (!first) return null
  const different = results.find(({ status }) => status === 'different')
  return { count: results.length, result: different ?? rest.reduce((latest, one) => (one.at > latest.at ? one : latest), first) }
}
