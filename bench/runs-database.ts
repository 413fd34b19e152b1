/** A database of many runs, made and not trained: what lists, searches and filters are measured on. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { databaseName } from '../db/data-folder'
import { digestBytes } from '../db/digest'
import { searchText } from '../db/rows'
import { digestMarks, sealRun } from '../db/seal'
import { openStore } from '../db/store'
import { experimentSchema, type ExperimentInput } from '../src/engine/config/experiment'
import { findPreset } from '../src/engine/config/presets'

const optimizers = ['sgd', 'adam', 'rmsprop', 'adagrad', 'nadam'] as const
const subjects = ['Spirals', 'Wide layers', 'Step decay', 'Small batches', 'Dropout', 'Sigmoid again', 'Warm restarts']
const tags = ['paper', 'xor', 'draft', 'batch', 'regularise']
/** Trials of one setting, and settings of one experiment. */
const seeds = 5
const rates = [0.001, 0.003, 0.01, 0.03]

/**
 * Fills a fresh folder with at least `runs` runs, each of `epochs` epochs and row 0. The same call makes the same rows.
 * @returns how many there are
 */
export function makeRunsDatabase(folder: string, runs: number, epochs: number): number {
  const store = openStore({ folder, mode: 'write', program: 'the bench' })
  let made = 0
  for (let k = 0; made < runs; k++) made += store.recorder.createExperiment(experimentSchema.parse(experiment(k, epochs))).runs.length
  store.close()
  fillEpochs(join(folder, databaseName), epochs)
  return made
}

function experiment(k: number, epochs: number): ExperimentInput {
  const name = `${subjects[k % subjects.length]!} ${k + 1}`
  return {
    ...findPreset('fig3')!.config,
    name,
    network: { layers: [{ units: 4 + (k % 29), activation: k % 2 === 0 ? 'tanh' : 'relu' }, { units: 2 }] },
    optimizer: { name: optimizers[k % optimizers.length]!, learningRate: 0.01 },
    validation: { kind: 'holdout', fraction: 0.25, stratified: true },
    epochs,
    seeds: { count: seeds },
    sweep: [{ field: 'optimizer.learningRate', values: rates, labels: rates.map((rate) => `rate ${rate}`) }],
  }
}

function fillEpochs(path: string, epochs: number): void {
  const db = new Database(path)
  db.pragma('synchronous = OFF') // nothing is lost that could not be made again
  const epoch = db.prepare('INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const summary = db.prepare(
    `UPDATE runs SET status = ?, message = ?, epochs_done = @last, seconds = @last * 0.04, engine_version = '1',
       last_epoch = @last, last_train_loss = @loss, last_train_accuracy = @accuracy, last_validation_loss = @loss, last_validation_accuracy = @accuracy,
       best_epoch = @last - 1, best_train_loss = @loss, best_train_accuracy = @best, best_validation_loss = @loss, best_validation_accuracy = @best,
       tags = @tags, note = @note, pinned = @pinned, search_text = @words, finished_at = created_at
     WHERE id = @id`,
  )
  db.transaction(() => {
    for (const { id, name, setting } of db.prepare<[], { id: number; name: string; setting: string }>('SELECT id, name, setting FROM runs ORDER BY id').all()) {
      // A share between 0 and 1 that follows from the number alone.
      const luck = ((id * 2654435761) % 4294967296) / 4294967296
      const diverged = id % 97 === 0
      const last = diverged ? Math.ceil(epochs / 5) : epochs
      const accuracyAt = (at: number) => (0.5 + (0.4 + 0.09 * luck) * (at / epochs)) * (0.995 + 0.005 * Math.sin(id + at))
      const lossAt = (at: number) => 0.7 * Math.exp((-3 * at) / epochs) + 0.1 * luck
      const group = Math.floor((id - 1) / seeds)
      for (let at = 0; at <= last; at++)
        epoch.run(id, at, lossAt(at), accuracyAt(at), lossAt(at), accuracyAt(at), 0.01, at === 0 ? 0 : 0.04, digestBytes(`${id} ${at}`))
      const own = group % 3 === 0 ? [tags[group % tags.length]!] : []
      const note = group % 7 === 0 ? `compare with setting ${group + 1}` : ''
      summary.run(diverged ? 'diverged' : 'done', diverged ? `The training loss is not finite in epoch ${last + 1}` : null, {
        id,
        last,
        loss: lossAt(last),
        accuracy: accuracyAt(last),
        best: Math.max(accuracyAt(last), accuracyAt(last - 1)),
        tags: JSON.stringify(own),
        note,
        words: searchText({ name, setting, tags: own, note }),
        pinned: Number(group % 50 === 1),
      })
    }
  })()
  // As the recorder leaves them: a lab that opens the file finds nothing damaged.
  db.transaction(() => {
    for (const id of db.prepare<[], number>('SELECT id FROM runs ORDER BY id').pluck().all()) {
      digestMarks(db, id)
      sealRun(db, id)
    }
  })()
  db.close()
}
