/** A short script of commits, always the same, so that whatever is found after a fault can be compared with what each commit wrote. */
import { openStore, type WritableStore } from '../../../db/store'
import { digestBytes } from '../../../db/digest'
import type { Queries } from '../../../db/queries'
import type { RunBatch } from '../../../db/recorder'
import { isForGood } from '../../../db/run-states'
import type { RunRow, RunStatus } from '../../../src/api/records'
import { experimentSchema } from '../../../src/engine/config/experiment'
import type { EpochRecord } from '../../../src/engine/training/records'

/** Epochs of one commit. */
export const epochsOfCommit = 2
/** Bytes of a model: several pages. */
const modelBytes = 9000

const config = experimentSchema.parse({
  name: 'Script',
  data: { source: 'line' },
  network: { layers: [{ units: 1 }] },
  loss: 'mse',
  optimizer: 'sgd',
  epochs: 10_000,
})

/** What the script does, one commit each: the experiment, the start of its run, and as many batches as it was asked for. */
export const commitsBeforeBatches = 2

/** Makes the experiment and starts its run; calls back after each commit. */
export function beginScript(recorder: WritableStore['recorder'], committed: (commit: number) => void): number {
  const run = recorder.createExperiment(config).runs[0]?.id ?? 0
  committed(1)
  recorder.start(run, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
  committed(2)
  return run
}

/** The batch with this number, from 0. */
export function scriptBatch(number: number): RunBatch {
  const first = number * epochsOfCommit
  const epochs = Array.from({ length: epochsOfCommit }, (_, k) => epochOf(first + k))
  const last = first + epochsOfCommit - 1
  const file = bytesOf(`model ${last}`, modelBytes)
  const state = bytesOf(`checkpoint ${last}`, modelBytes / 2)
  // Replaced by none: the file grows with each commit.
  const kept = bytesOf(`kept model ${last}`, modelBytes / 2)
  return {
    epochs,
    models: [
      { kind: 'last', epoch: last, file, sha256: digestBytes(file) },
      { kind: 'epoch', epoch: last, file: kept, sha256: digestBytes(kept) },
    ],
    checkpoint: { epoch: last, batch: 0, state, sha256: digestBytes(state) },
  }
}

function epochOf(epoch: number): EpochRecord {
  return {
    epoch,
    train: { loss: 1 / (epoch + 1), accuracy: 1 - 1 / (epoch + 2) },
    validation: { loss: 2 / (epoch + 1), accuracy: null },
    learningRate: 0.01,
    seconds: 0.125,
    weightDigest: digestBytes(`weights ${epoch}`),
  }
}

/** Bytes without a pattern that a damage could hit by chance. */
function bytesOf(name: string, length: number): Uint8Array {
  const block = Buffer.from(digestBytes(name), 'hex')
  return new Uint8Array(
    Buffer.concat(Array.from({ length: Math.ceil(length / block.length) }, (_, k) => Buffer.from(digestBytes(`${name} ${k}`), 'hex'))),
  ).slice(0, length)
}

const endings = ['done', 'stopped', 'diverged', 'interrupted', 'failed', 'done'] as const
/** Runs of a filled folder. */
export const runsOfFill = endings.length

/** Fills a new folder with some of everything: runs of every final status with models and checkpoints, words and marks, a run in the trash, a setting. */
export function fillFolder(folder: string): void {
  const store = openStore({ folder, mode: 'write', program: 'the script' })
  const { runs } = store.recorder.createExperiment({ ...config, seeds: { count: endings.length } })
  for (const [index, { id }] of runs.entries()) {
    store.recorder.start(id, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
    for (let batch = 0; batch < 8; batch++) store.recorder.recordBatch(id, scriptBatch(batch))
    store.recorder.setStatus(id, endings[index] ?? 'done', 'As the script wants it')
  }
  const ids = runs.map(({ id }) => id)
  store.editor.update(ids.slice(0, 2), { note: 'A note', tags: ['one', 'two'], pinned: true })
  store.editor.trash(ids.slice(-1))
  store.editor.setSettings({ theme: 'dark' })
  store.close()
}

/** How many commits of the script a folder holds, and what of them is not as it was written. */
export function readScript(folder: string): { commits: number; problems: string[] } {
  let store: WritableStore
  try {
    store = openStore({ folder, mode: 'write', program: 'the next start' })
  } catch (error) {
    return { commits: 0, problems: [`the next start fails: ${String(error)}`] }
  }
  try {
    return compare(store)
  } catch (error) {
    return { commits: 0, problems: [`reading fails: ${String(error)}`] }
  } finally {
    store.close()
  }
}

function compare({ queries }: WritableStore): { commits: number; problems: string[] } {
  const [row] = queries.listRuns({ trashed: false, archived: false, limit: 1 })
  if (row === undefined) return { commits: 0, problems: [] }
  const problems = row.status === 'interrupted' ? [] : [`the run is ${row.status}`]
  if (row.dataDigest === null) return { commits: 1, problems }
  problems.push(...runProblems(queries, row))
  return { commits: commitsBeforeBatches + Math.floor(countEpochs(queries, row.id) / epochsOfCommit), problems }
}

/**
 * What a run holds is what the script's first commits wrote, and no half commit.
 * @param whole its model and its checkpoint must be there too
 */
export function runProblems(queries: Queries, { id, status }: RunRow, whole = true): string[] {
  const [{ epochs } = { epochs: [] }] = queries.listEpochs([id])
  const batches = epochs.length / epochsOfCommit
  if (!Number.isInteger(batches)) return [`${epochs.length} epochs are half a commit`]
  if (JSON.stringify(epochs) !== JSON.stringify(epochs.map((_, epoch) => epochOf(epoch)))) return ['the epochs are not those that were written']
  return batches === 0 ? [] : snapshotProblems(queries, id, expected(scriptBatch(batches - 1), status), whole)
}

/** A run that has ended for good needs no checkpoint, and keeps none. */
function expected(batch: RunBatch, status: RunStatus): RunBatch {
  return isForGood(status) ? { ...batch, checkpoint: null } : batch
}

function countEpochs(queries: Queries, run: number): number {
  return queries.listEpochs([run])[0]?.epochs.length ?? 0
}

/** The model and the checkpoint are those of the last commit. */
function snapshotProblems(queries: Queries, run: number, { models, checkpoint }: RunBatch, whole: boolean): string[] {
  const model = queries.listModels(run).find(({ kind }) => kind === 'last')?.sha256
  const state = queries.getCheckpoint(run)?.sha256
  const wrong = (found: string | undefined, written: string | undefined) => (found === undefined ? whole && written !== undefined : found !== written)
  return [
    ...(wrong(model, models[0]?.sha256) ? ['the model is not that of the last commit'] : []),
    ...(wrong(state, checkpoint?.sha256) ? ['the checkpoint is not that of the last commit'] : []),
  ]
}
