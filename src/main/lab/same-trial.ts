/** Whether a run that goes on is still the trial that it began as: its bits depend on program, kernels and data. */
import type { RunRow } from '../../api/records'
import { isOfVersion } from '../../api/resumable'
import type { TrainerEvent } from '../../api/trainer'

type Started = Pick<Extract<TrainerEvent, { type: 'started' }>, 'kernels' | 'engineVersion' | 'dataDigest'>

/** Why a run of another version cannot go on, in words; null where it can. */
export function otherVersion(run: RunRow, version: string): string | null {
  if (isOfVersion(run, version)) return null
  return `Run ${run.id} was trained by version ${run.engineVersion}, this is version ${version}, which may come to other bits: begin a new run`
}

/** Why it would not go on to the same bits, in words; null where it does, and for a run that never started. */
export function otherTrial(row: RunRow, now: Started): string | null {
  if (row.dataDigest === null) return null
  const { id, kernels, dataDigest } = row
  const version = otherVersion(row, now.engineVersion)
  if (version !== null) return version
  if (kernels !== now.kernels) {
    return `Run ${id} was trained with the kernels ${kernels}; here it would go on with ${now.kernels}, which come to other bits: go on where it began, or begin a new run`
  }
  if (dataDigest === now.dataDigest) return null
  return `The data has changed since run ${id} first started (SHA-256 ${short(dataDigest)} then, ${short(now.dataDigest)} now): bring the old data back, or begin a new run`
}

function short(digest: string): string {
  return `${digest.slice(0, 12)}…`
}
