/** A run of the lab as an archive has it: its row, epochs and the list of its blobs, read from the database as they stand. */
import { LabError } from '../../src/api/failure'
import { isFinal, type RunStatus } from '../../src/api/records'
import type { Connection } from '../driver'
import type { ArchivedCheckpoint, ArchivedEpoch, ArchivedModel, ArchivedRun } from './rows'

/** All but its number, its experiment and its digest, which are the archive's. */
type RunColumns = Omit<ArchivedRun, 'number' | 'content_digest' | 'status'> & { status: RunStatus; trashed_at: string | null }

export interface StoredRun {
  /** `from_run` is the origin's number in the database. */
  row: Omit<ArchivedRun, 'number' | 'content_digest'>
  trashed: boolean
  epochs: ArchivedEpoch[]
  /** `number` is the model's key in the database. */
  models: ArchivedModel[]
  checkpoint: ArchivedCheckpoint | null
}

const runColumns = `experiment, name, setting, seed, config, config_digest, status, message, kernels, engine_version, data_digest, epochs, colour,
  tags, note, pinned, archived, locked, created_at, started_at, finished_at, from_run, from_epoch, seconds, seal, rate_changes, trashed_at`

export const epochColumns = 'epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest'

/** Throws a LabError `not-found`. A run that still trains or waits is one that was interrupted here. */
export function readStoredRun(db: Connection, run: number): StoredRun {
  const row = db.prepare<[number], RunColumns>(`SELECT ${runColumns} FROM runs WHERE id = ?`).get(run)
  if (!row) throw new LabError('not-found', `There is no run ${run}`)
  const { trashed_at, ...columns } = row
  const ended = isFinal(columns.status) ? {} : { status: 'interrupted' as const, message: 'Archived before it had ended', finished_at: null, seal: null }
  return {
    row: { ...columns, ...ended },
    trashed: trashed_at !== null,
    epochs: db.prepare<[number], ArchivedEpoch>(`SELECT ${epochColumns} FROM epochs WHERE run = ? ORDER BY epoch`).all(run),
    models: db.prepare<[number], ArchivedModel>('SELECT id AS number, kind, epoch, sha256 FROM models WHERE run = ? ORDER BY kind, epoch').all(run),
    checkpoint: db.prepare<[number], ArchivedCheckpoint>('SELECT epoch, batch, sha256 FROM checkpoints WHERE run = ?').get(run) ?? null,
  }
}
