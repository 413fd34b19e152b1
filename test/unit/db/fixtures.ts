/** A folder of its own for each test, and small records to store. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { databaseName } from '../../../db/data-folder'
import { digestBytes } from '../../../db/digest'
import { openStore, type WritableStore } from '../../../db/store'
import type { CheckpointSnapshot, ModelSnapshot } from '../../../src/api/trainer'
import type { ModelKind } from '../../../src/api/records'
import { experimentSchema, type ExperimentConfig, type ExperimentInput } from '../../../src/engine/config/experiment'
import type { EpochRecord } from '../../../src/engine/training/records'

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-db-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A clock that stands a second later at each look, from noon of a new year on. */
export function steppingClock(): () => Date {
  let seconds = 0
  return () => new Date(Date.UTC(2030, 0, 1, 12, 0, seconds++))
}

export function openWriter(folder = temporaryFolder()): WritableStore {
  const store = openStore({ folder, mode: 'write', program: 'the test', now: steppingClock() })
  onTestFinished(() => store.close())
  return store
}

export function lineExperiment(changes: Partial<ExperimentInput> = {}): ExperimentConfig {
  return experimentSchema.parse({
    name: 'Line',
    data: { source: 'line' },
    network: { layers: [{ units: 1 }] },
    loss: 'mse',
    optimizer: { name: 'sgd', learningRate: 0.1 },
    epochs: 5,
    ...changes,
  })
}

/** One run, started. */
export function startRun(store: WritableStore, changes: Partial<ExperimentInput> = {}): number {
  const { runs } = store.recorder.createExperiment(lineExperiment(changes))
  const run = runs[0]!.id
  store.recorder.start(run, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
  return run
}

/** An epoch whose training loss is given and whose other numbers follow from its number. */
export function epochRecord(epoch: number, loss: number, validation: EpochRecord['validation'] = { loss: null, accuracy: null }): EpochRecord {
  return {
    epoch,
    train: { loss, accuracy: null },
    validation,
    learningRate: 0.1,
    seconds: epoch === 0 ? 0 : 0.5,
    weightDigest: digestBytes(`weights after ${epoch}`),
  }
}

export function model(kind: ModelKind, epoch: number, bytes: readonly number[] = [1, 2, 3]): ModelSnapshot {
  const file = Uint8Array.from(bytes)
  return { kind, epoch, file, sha256: digestBytes(file) }
}

export function checkpoint(epoch: number, bytes: readonly number[] = [4, 5]): CheckpointSnapshot {
  const state = Uint8Array.from(bytes)
  return { epoch, batch: 0, state, sha256: digestBytes(state) }
}

export const nothing = { epochs: [], models: [], checkpoint: null } as const

/** What a list of runs is asked for when nothing special is. */
export const everything = { trashed: false, archived: false, limit: 100 } as const

/** A run that is done, with three epochs, its models and a checkpoint. */
export function finishedRun(store: WritableStore, changes: Partial<ExperimentInput> = {}): number {
  const run = startRun(store, { epochs: 2, ...changes })
  const epochs = [4, 2, 1].map((loss, epoch) => epochRecord(epoch, loss))
  store.recorder.recordBatch(run, {
    epochs,
    models: [model('last', 2, [9, 9, 9, run]), model('best', 2, [8, 8, 8, run])],
    checkpoint: checkpoint(2, [7, 7, run]),
  })
  store.recorder.setStatus(run, 'done')
  return run
}

/** Changes a closed database behind the program's back, as damage would: nothing is checked and no digest follows. */
export function tamper(folder: string, sql: string, ...values: (string | number | Buffer | null)[]): void {
  const db = new Database(join(folder, databaseName))
  db.pragma('ignore_check_constraints = ON')
  db.pragma('foreign_keys = OFF')
  db.prepare(sql).run(...values)
  db.close()
}
