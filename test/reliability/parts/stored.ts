/** What must hold of a data folder after any fault: the next start opens it, and it has all that was acknowledged. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseName } from '../../../db/data-folder'
import { openStore, type WritableStore } from '../../../db/store'
import { isFinal, type RunRow } from '../../../src/api/records'
import type { EpochRecord } from '../../../src/engine/training/records'
import type { Acknowledged } from './host'

export interface Expected {
  /** Printed as stored before the fault. */
  acknowledged: readonly Acknowledged[]
  /** Runs with numbers up to this one were looked at before. */
  after?: number
  /** By seed, epoch by epoch: all runs of the folder are trials of one setting, so that they must have the same bits. */
  digests?: Map<number, string[]>
}

export interface Stored {
  runs: RunRow[]
  problems: string[]
}

/** Opens the folder as the next start of the program does, and says in words what does not hold. */
export function checkStored(folder: string, { acknowledged, after = 0, digests = new Map<number, string[]>() }: Expected): Stored {
  let store: WritableStore
  try {
    store = openStore({ folder, mode: 'write', program: 'the next start' })
  } catch (error) {
    return { runs: [], problems: [`the next start fails: ${String(error)}`] }
  }
  try {
    const runs = store.queries.listRuns({ trashed: false, archived: true, limit: 10_000 }).filter(({ id }) => id > after)
    const problems = [
      ...runs.flatMap((run) => runProblems(store, run, acknowledged, digests)),
      ...acknowledged.filter(({ run }) => !runs.some(({ id }) => id === run)).map(({ run, epoch }) => `run ${run} with epoch ${epoch} is not there`),
    ]
    return { runs, problems }
  } catch (error) {
    return { runs: [], problems: [`reading fails: ${String(error)}`] }
  } finally {
    store.close()
  }
}

function runProblems({ queries }: WritableStore, run: RunRow, acknowledged: readonly Acknowledged[], digests: Map<number, string[]>): string[] {
  const [{ epochs } = { epochs: [] }] = queries.listEpochs([run.id])
  const problems: string[] = []
  const claim = (holds: boolean, otherwise: string) => {
    if (!holds) problems.push(`run ${run.id}: ${otherwise}`)
  }
  claim(isFinal(run.status), `it is still ${run.status}`)
  claim(
    epochs.every(({ epoch }, index) => epoch === index),
    'its epochs have a gap',
  )
  claim(run.last?.epoch === epochs.at(-1)?.epoch, `its row ends with epoch ${run.last?.epoch}, its epochs with ${epochs.at(-1)?.epoch}`)
  for (const line of acknowledged) {
    if (line.run === run.id) claim(sameEpoch(epochs[line.epoch], line), `epoch ${line.epoch} was acknowledged and is not stored so`)
  }
  // Reading a model or a checkpoint compares its digest.
  for (const { kind, epoch } of queries.listModels(run.id))
    claim(queries.getModel(run.id, kind, epoch).epoch <= run.epochsDone, `its ${kind} model is of a later epoch`)
  queries.getCheckpoint(run.id)
  const known = digests.get(run.seed) ?? []
  for (const { epoch, weightDigest } of epochs)
    claim((known[epoch] ??= weightDigest) === weightDigest, `epoch ${epoch} has other weights than in the runs before`)
  digests.set(run.seed, known)
  return problems
}

function sameEpoch(stored: EpochRecord | undefined, line: Acknowledged): boolean {
  return stored?.train.loss === line.train.loss && stored?.train.accuracy === line.train.accuracy && stored?.validation.loss === line.validation.loss
}

/** What SQLite itself finds wrong, page by page; a file that it cannot read is one finding. */
export function integrityProblems(folder: string): string[] {
  const db = new Database(join(folder, databaseName), { readonly: true })
  try {
    const found = db.prepare<[], string>('PRAGMA integrity_check').pluck().all()
    return found.filter((line) => line !== 'ok').map((line) => `integrity check: ${line}`)
  } catch (error) {
    return [`integrity check: ${String(error)}`]
  } finally {
    db.close()
  }
}
