/** All recorded runs, or all in the trash, in pages: the newest come first, so that they are on the screen while the others follow. */
import type { LabClient } from '../../api/client'
import type { RunRow } from '../../api/records'
import { unpackRuns } from '../../api/run-page'

/** Runs of the first page: more than a screen shows, and answered at once. */
export const firstPage = 200
/** Of the others: as many as the lab answers, and the window takes in, without being held up. */
export const laterPages = 1000

export async function* fetchRuns(lab: LabClient, { trashed }: { trashed: boolean }): AsyncGenerator<RunRow[]> {
  let before: number | undefined
  for (;;) {
    const page = await lab.call('runs.page', { trashed, limit: before === undefined ? firstPage : laterPages, ...(before !== undefined && { before }) })
    const runs = unpackRuns(page)
    yield runs
    const last = runs.at(-1)?.id
    // A page may be short of runs that cannot be read: only an empty one, or one that goes no further, is the end.
    if (last === undefined || (before !== undefined && last >= before)) return
    before = last
  }
}
