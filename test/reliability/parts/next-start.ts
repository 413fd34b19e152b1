/** The next start on a damaged folder: it keeps what is damaged, and shows nothing that was not written. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { openStore, type WritableStore } from '../../../db/store'
import { LabError } from '../../../src/api/failure'
import { runProblems, runsOfFill } from './script'

/** What came of a start: the folder was used as it is, recovered, or refused in the lab's own words. */
export type Start = 'used' | 'recovered' | 'refused'

/** @param backup the folder has a backup of the whole database */
export function startOnDamage(folder: string, backup: boolean): { start: Start; problems: string[] } {
  const path = join(folder, databaseName)
  const damaged = readFileSync(path)
  let store: WritableStore
  try {
    store = openStore({ folder, mode: 'write', program: 'the next start' })
  } catch (error) {
    if (!(error instanceof LabError)) return { start: 'refused', problems: [`the start failed with: ${String(error)}`] }
    return { start: 'refused', problems: damaged.equals(readFileSync(path)) ? [] : ['the start was refused, and the file was changed'] }
  }
  const { recovery } = store
  const problems = recovery === null ? readingProblems(store) : recoveryProblems(store, backup)
  store.close()
  if (recovery === null) return { start: 'used', problems }
  if (!existsSync(recovery.damaged) || !damaged.equals(readFileSync(recovery.damaged))) problems.push('the damaged file was not kept as it was')
  problems.push(...checkFile(path).problems.map(({ message }) => `after recovery: ${message}`))
  return { start: 'recovered', problems }
}

/** Reads everything: what is damaged may be refused, in words. */
function readingProblems({ queries }: WritableStore): string[] {
  try {
    for (const { id } of queries.listRuns({ trashed: false, archived: true, limit: 1000 })) {
      queries.listEpochs([id])
      for (const { kind, epoch } of queries.listModels(id)) queries.getModel(id, kind, epoch)
      queries.getCheckpoint(id)
    }
    return []
  } catch (error) {
    return error instanceof LabError ? [] : [`reading failed with: ${String(error)}`]
  }
}

/** What was recovered is what was written, and all of it where there was a backup. */
function recoveryProblems({ queries }: WritableStore, backup: boolean): string[] {
  const runs = [false, true].flatMap((trashed) => queries.listRuns({ trashed, archived: true, limit: 1000 }))
  const problems = runs.flatMap((run) => runProblems(queries, run, backup))
  return backup && runs.length !== runsOfFill ? [...problems, `${runs.length} of ${runsOfFill} runs came back from the backup`] : problems
}
