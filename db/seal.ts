/**
 * Digests over whole runs, by which a change that nobody made is found. The seal covers what training recorded; it is written in the
 * transaction that ends a run and is absent while the run has not ended. What the user changes has a digest of its own.
 *
 * The seal is the SHA-256 of lines of JSON arrays: the identity of the run, the changes of its learning rate where there are any, its
 * epochs, its models, and the checkpoint of a run that can be taken up again. Numbers of rows stay out, so that a run keeps its seal in another database.
 */
import { createHash } from 'node:crypto'
import type { RunStatus } from '../src/api/records'
import { digestBytes } from './digest'
import type { Connection } from './driver'
import { packCurves } from './packed-curves'
import { noRateChanges } from './rows'

const summary = ['epoch', 'train_loss', 'train_accuracy', 'validation_loss', 'validation_accuracy']
const identity = [
  ...['setting', 'seed', 'config_digest', 'status', 'message', 'kernels', 'engine_version', 'data_digest', 'epochs', 'epochs_done', 'seconds'],
  ...summary.map((column) => `last_${column}`),
  ...summary.map((column) => `best_${column}`),
  ...['created_at', 'started_at', 'finished_at'],
]
const marks = ['name', 'tags', 'note', 'colour', 'pinned', 'archived', 'locked', 'trashed_at']

/** A checkpoint belongs to the seal where a run can go on from it; that of another may be dropped. */
const resumable: readonly RunStatus[] = ['stopped', 'interrupted']

type Value = string | number | null

/** How models are found: by their indices, or, where those are damaged, by reading the whole table. */
export type ModelsTable = 'models' | 'models NOT INDEXED'

/** The seal of a run as it is stored now. Throws where the run, or its experiment, is missing. */
export function computeSeal(db: Connection, run: number, models: ModelsTable = 'models'): string {
  const hash = createHash('sha256')
  const add = (values: readonly Value[]) => hash.update(`${JSON.stringify(values)}\n`)
  const columns = identity.map((column) => `runs.${column}`).join(', ')
  const head = db
    .prepare<[number], Value[]>(`SELECT ${columns}, experiments.created_at FROM runs JOIN experiments ON experiments.id = runs.experiment WHERE runs.id = ?`)
    .raw()
    .get(run)
  if (!head) throw new Error(`Run ${run} has no row or no experiment`)
  add(['run', ...head])
  const rateChanges = readRateChanges(db, run)
  if (rateChanges !== noRateChanges) add(['rate changes', rateChanges])
  const epochs = db
    .prepare<[number], Value[]>(
      `SELECT epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest
       FROM epochs WHERE run = ? ORDER BY epoch`,
    )
    .raw()
  for (const epoch of epochs.iterate(run)) add(epoch)
  const listed = db.prepare<[number], Value[]>(`SELECT kind, epoch, sha256 FROM ${models} WHERE run = ? ORDER BY kind, epoch`).raw()
  for (const model of listed.iterate(run)) add(model)
  const status = head[identity.indexOf('status')]
  if (resumable.some((one) => one === status)) {
    add(db.prepare<[number], Value[]>('SELECT epoch, batch, sha256 FROM checkpoints WHERE run = ?').raw().get(run) ?? [])
  }
  return hash.digest('hex')
}

/** As they are stored; a database of an older schema has none. */
function readRateChanges(db: Connection, run: number): string {
  if (db.prepare("SELECT 1 FROM pragma_table_info('runs') WHERE name = 'rate_changes'").get() === undefined) return noRateChanges
  return db.prepare<[number], string>('SELECT rate_changes FROM runs WHERE id = ?').pluck().get(run) ?? noRateChanges
}

/** Seals a run that has ended and packs its curves, as the last step of the transaction that ends it. */
export function sealRun(db: Connection, run: number): void {
  writeSeal(db, run)
  packCurves(db, run)
}

function writeSeal(db: Connection, run: number): void {
  db.prepare('UPDATE runs SET seal = ? WHERE id = ?').run(computeSeal(db, run), run)
}

/** The digest of the user's words and marks on a run, as they are stored now. Throws where there is no such run. */
export function computeMarks(db: Connection, run: number): string {
  const values = db
    .prepare<[number], Value[]>(`SELECT ${marks.join(', ')} FROM runs WHERE id = ?`)
    .raw()
    .get(run)
  if (!values) throw new Error(`There is no run ${run}`)
  return digestBytes(JSON.stringify(values))
}

/** Belongs into every transaction that changes words or marks of a run, after the change. */
export function digestMarks(db: Connection, run: number): void {
  db.prepare('UPDATE runs SET marks_digest = ? WHERE id = ?').run(computeMarks(db, run), run)
}

/** Gives every run what it would have, had it been recorded with seals: a run of an older version is sealed as it is found. */
export function sealStored(db: Connection): void {
  const runs = db.prepare<[], { id: number; ended: number }>("SELECT id, status NOT IN ('queued', 'running', 'paused') AS ended FROM runs ORDER BY id").all()
  for (const { id, ended } of runs) {
    if (ended === 1) writeSeal(db, id)
    digestMarks(db, id)
  }
}
