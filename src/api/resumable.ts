/** Which runs can be taken up again, and which of them wait for somebody to say so. */
import type { RunRow } from './records'

/** A run goes on to the same bits only with the version that it began with; one that never started has none yet. */
export function isOfVersion({ engineVersion }: RunRow, version: string): boolean {
  return engineVersion === '' || engineVersion === version
}

/** Those that were cut off, by the end of the program or of what trained them, and can go on. One that a person stopped was not. */
export function cutOffRuns(runs: readonly RunRow[], version: string): RunRow[] {
  return runs.filter((run) => run.status === 'interrupted' && run.trashedAt === null && isOfVersion(run, version))
}
