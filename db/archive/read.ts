/** Reads an archive that anybody may have made: nothing is believed that was not checked, and nothing is read before it was measured. */
import Database from 'better-sqlite3'
import type * as z from 'zod'
import { LabError } from '../../src/api/failure'
import { firstProblem } from '../../src/engine/config/validate'
import { digestBytes } from '../digest'
import type { Connection } from '../driver'
import { ContentDigest, digestRun } from './content'
import { drawingDetailsSchema, drawingSetSchema, setNamedIn, type ArchivedDrawingDetails, type ArchivedDrawingSet } from './drawn'
import { longValuesOf, mostRows, tablesOf, type ArchiveVersion } from './format'
import { checkHeader } from './header'
import { archivedDatasetSchema, type ArchivedDataset } from './own-data'
import {
  checkpointSchema,
  drawingSchema,
  epochSchema,
  experimentSchema,
  initialWeightsSchema,
  manifestSchema,
  modelSchema,
  parseJson,
  runSchema,
  type ArchivedCheckpoint,
  type ArchivedDrawing,
  type ArchivedEpoch,
  type ArchivedExperiment,
  type ArchivedInitialWeights,
  type ArchivedModel,
  type ArchivedRun,
} from './rows'
import { epochColumns } from './stored-run'

type Manifest = z.output<typeof manifestSchema>

/** One run of an archive, checked against its digest; blobs are read one by one. */
export interface RunOfArchive {
  row: ArchivedRun
  epochs: ArchivedEpoch[]
  models: ArchivedModel[]
  checkpoint: ArchivedCheckpoint | null
}

const columnsOfVersion1 = `number, experiment, name, setting, seed, config, config_digest, status, message, kernels, engine_version, data_digest, epochs,
  colour, tags, note, pinned, archived, locked, created_at, started_at, finished_at, content_digest`
const runColumns: Readonly<Record<ArchiveVersion, string>> = {
  1: `${columnsOfVersion1}, NULL AS from_run, NULL AS from_epoch, NULL AS seconds, NULL AS seal, '[]' AS rate_changes`,
  2: `${columnsOfVersion1}, from_run, from_epoch, seconds, seal, '[]' AS rate_changes`,
  3: `${columnsOfVersion1}, from_run, from_epoch, seconds, seal, rate_changes`,
  4: `${columnsOfVersion1}, from_run, from_epoch, seconds, seal, rate_changes`,
}

/** Every method throws a LabError `data` that names the table, row and value at fault. */
export class ArchiveReader {
  readonly manifest: Manifest

  private constructor(
    private readonly db: Connection,
    private readonly file: string,
    readonly version: ArchiveVersion,
  ) {
    this.#checkSchema()
    this.#checkPages()
    this.#checkSizes()
    this.manifest = this.#readManifest()
  }

  /** Opens a file for reading and checks its frame. The caller closes it. */
  static open(file: string): ArchiveReader {
    const version = checkHeader(file)
    const db = guardArchive(file, () => new Database(file, { readonly: true, fileMustExist: true }))
    try {
      return guardArchive(file, () => {
        db.pragma('trusted_schema = OFF')
        db.pragma('cell_size_check = ON')
        db.pragma('mmap_size = 0')
        // One state of the file for as long as it is open.
        db.exec('BEGIN')
        return new ArchiveReader(db, file, version)
      })
    } catch (error) {
      db.close()
      throw error
    }
  }

  close(): void {
    this.db.close()
  }

  /** All of them, or the first `most`. */
  experiments(most = this.manifest.experiments + 1): ArchivedExperiment[] {
    const rows = this.#all('SELECT number, config, digest, created_at FROM experiments ORDER BY number LIMIT ?', most)
    return rows.map((row, i) => {
      const experiment = this.#checked(experimentSchema, row, `experiments, row ${i + 1}`)
      if (experiment.number !== i + 1) throw this.#damaged(`experiments, row ${i + 1}`, `expected number ${i + 1}, found ${experiment.number}`)
      if (digestBytes(experiment.config) !== experiment.digest) throw this.#damaged(`experiments, row ${i + 1}, config`, 'its digest does not match')
      return experiment
    })
  }

  /** Runs are numbered from 1 to their count. */
  run(number: number): RunOfArchive {
    const place = `run ${number}`
    const [found] = this.#all(`SELECT ${runColumns[this.version]} FROM runs WHERE number = ?`, number)
    if (found === undefined) throw this.#damaged(place, 'it is missing')
    const row = this.#checked(runSchema, found, place)
    if (row.experiment > this.manifest.experiments) throw this.#damaged(place, `there is no experiment ${row.experiment}`)
    // A run begins with what an earlier one has left.
    if ((row.from_run === null) !== (row.from_epoch === null) || (row.from_run ?? 0) >= number)
      throw this.#damaged(`${place}, from_run`, 'it is no earlier run')
    if (digestBytes(row.config) !== row.config_digest) throw this.#damaged(`${place}, config`, 'its digest does not match')
    const [{ count = 0 } = {}] = this.#all<{ count?: number }>('SELECT count(*) AS count FROM epochs WHERE run = ?', number)
    // Row 0, the untrained network, comes besides.
    if (count > row.epochs + 1) throw this.#damaged(`${place}, epochs`, `expected at most ${row.epochs + 1}, found ${count}`)
    const epochs = this.#all(`SELECT ${epochColumns} FROM epochs WHERE run = ? ORDER BY epoch`, number).map((epoch, i) => {
      const checked = this.#checked(epochSchema, epoch, `${place}, epoch ${i}`)
      if (checked.epoch !== i) throw this.#damaged(`${place}, epochs`, `expected epoch ${i}, found ${checked.epoch}`)
      return checked
    })
    const last = Math.max(0, epochs.length - 1)
    const models = this.#all('SELECT number, kind, epoch, sha256 FROM models WHERE run = ? ORDER BY kind, epoch', number).map((model) =>
      this.#checked(modelSchema, model, `${place}, models`),
    )
    this.#checkModels(models, last, place)
    const [state] = this.#all('SELECT epoch, batch, sha256 FROM checkpoints WHERE run = ?', number)
    const checkpoint = state === undefined ? null : this.#checked(checkpointSchema, state, `${place}, checkpoint`)
    if (checkpoint && checkpoint.epoch > last) throw this.#damaged(`${place}, checkpoint`, `it is of epoch ${checkpoint.epoch}, but the last one is ${last}`)
    if (digestRun({ run: row, epochs, models, checkpoint }) !== row.content_digest) throw this.#damaged(place, 'its digest does not match')
    return { row, epochs, models, checkpoint }
  }

  /** The bytes of a model, of the SHA-256 that its row names. */
  modelFile({ number, sha256 }: ArchivedModel): Buffer {
    return this.#blob('SELECT file AS bytes FROM models WHERE number = ?', number, sha256, `model ${number}`)
  }

  /** The bytes of a run's checkpoint, likewise. */
  checkpointState(run: number, { sha256 }: ArchivedCheckpoint): Buffer {
    return this.#blob('SELECT state AS bytes FROM checkpoints WHERE run = ?', run, sha256, `the checkpoint of run ${run}`)
  }

  /** Of the experiments whose runs began with the weights of another run; the bytes are read one by one. */
  initialWeights(): ArchivedInitialWeights[] {
    if (this.version === 1) return []
    return this.#all('SELECT experiment, sha256 FROM initial_weights ORDER BY experiment').map((row, i) => {
      const weights = this.#checked(initialWeightsSchema, row, `initial_weights, row ${i + 1}`)
      if (weights.experiment > this.manifest.experiments) throw this.#damaged(`initial_weights, row ${i + 1}`, `there is no experiment ${weights.experiment}`)
      return weights
    })
  }

  /** The bytes of an experiment's initial weights, of the SHA-256 that its row names. */
  initialWeightsFile({ experiment, sha256 }: ArchivedInitialWeights): Buffer {
    return this.#blob('SELECT file AS bytes FROM initial_weights WHERE experiment = ?', experiment, sha256, `the initial weights of experiment ${experiment}`)
  }

  drawings(): ArchivedDrawing[] {
    const rows = this.#all('SELECT number, strokes, label, note, created_at FROM drawings ORDER BY number')
    return rows.map((row, i) => {
      const drawing = this.#checked(drawingSchema, row, `drawings, row ${i + 1}`)
      if (drawing.number !== i + 1) throw this.#damaged(`drawings, row ${i + 1}`, `expected number ${i + 1}, found ${drawing.number}`)
      return drawing
    })
  }

  /** Of drawings that have any. */
  drawingDetails(): ArchivedDrawingDetails[] {
    if (this.version === 1) return []
    return this.#all('SELECT number, writer, repetition, image FROM drawing_details ORDER BY number').map((row, i) => {
      const details = this.#checked(drawingDetailsSchema, row, `drawing details, row ${i + 1}`)
      if (details.number > this.manifest.drawings) throw this.#damaged(`drawing details, row ${i + 1}`, `there is no drawing ${details.number}`)
      return details
    })
  }

  /** The sets of drawings that runs of the archive train with, one after the other. */
  *drawingSets(): Generator<ArchivedDrawingSet> {
    if (this.version === 1) return
    for (const { number } of this.#all<{ number: number }>('SELECT number FROM drawing_sets ORDER BY number')) {
      const [row] = this.#all('SELECT number, digest, count, content, created_at FROM drawing_sets WHERE number = ?', number)
      yield this.#checked(drawingSetSchema, row, `drawing sets, row ${number}`)
    }
  }

  /** Names of the data sets that runs of the archive train on, as far as the lab that wrote it had them. */
  datasets(): ArchivedDataset[] {
    if (this.version < 4) return []
    const { runs } = this.manifest
    const rows = this.#all('SELECT number, digest, name FROM datasets ORDER BY number LIMIT ?', runs + 1)
    // A run trains on one.
    if (rows.length > runs) throw this.#damaged('datasets', `expected at most ${runs} rows, found more`)
    return rows.map((row, i) => this.#checked(archivedDatasetSchema, row, `datasets, row ${i + 1}`))
  }

  /** Reads everything once, run by run; `pause` is awaited between them. Throws at the first thing that is not as it was exported. */
  async checkAll(pause: () => Promise<void>): Promise<void> {
    const digest = new ContentDigest(this.version)
    const wanted = new Set<string>()
    for (const experiment of this.experiments()) digest.addExperiment(experiment)
    for (const weights of this.initialWeights()) {
      this.initialWeightsFile(weights)
      digest.addInitialWeights(weights)
    }
    for (let number = 1; number <= this.manifest.runs; number++) {
      const { row, models, checkpoint } = this.run(number)
      const named = setNamedIn(parseJson(row.config))
      if (named !== null) wanted.add(named)
      for (const model of models) this.modelFile(model)
      if (checkpoint) this.checkpointState(number, checkpoint)
      digest.addRun(row)
      await pause()
    }
    this.datasets()
    for (const drawing of this.drawings()) digest.addDrawing(drawing)
    for (const details of this.drawingDetails()) digest.addDrawingDetails(details)
    for (const set of this.drawingSets()) {
      digest.addDrawingSet(set)
      wanted.delete(set.digest)
      await pause()
    }
    const [missing] = wanted
    if (missing !== undefined) throw this.#damaged('drawing sets', `a run trains with the set ${missing}, which is missing`)
    if (digest.value() !== this.manifest.content_digest) throw this.#damaged('manifest', 'the digest of the whole does not match')
    const strays = this.#all<{ count?: number }>(
      `SELECT (SELECT count(*) FROM epochs WHERE run NOT IN (SELECT number FROM runs)) + (SELECT count(*) FROM models WHERE run NOT IN (SELECT number FROM runs))
         + (SELECT count(*) FROM checkpoints WHERE run NOT IN (SELECT number FROM runs)) AS count`,
    )
    if (strays[0]?.count !== 0) throw this.#damaged('the whole', 'there are epochs, models or checkpoints of no run')
  }

  /** The error for a run that, once it is added, is not what it was. */
  damagedRun(number: number, problem: string): LabError {
    return this.#damaged(`run ${number}`, problem)
  }

  /** The statements that made the file are ours, letter for letter: no view, trigger or virtual table waits in it. */
  #checkSchema(): void {
    const found = this.#all<{ name: unknown; sql: unknown }>(
      "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_autoindex_%' ORDER BY name LIMIT 100",
    )
    const expected = Object.entries(tablesOf(this.version)).sort(([a], [b]) => (a < b ? -1 : 1))
    const same = found.length === expected.length && expected.every(([name, sql], i) => found[i]?.name === name && found[i].sql === sql)
    if (!same) throw this.#damaged('schema', 'its tables are not those of an archive')
  }

  #checkPages(): void {
    const [first] = this.#all<{ quick_check?: unknown }>('PRAGMA quick_check(1)')
    if (first?.quick_check !== 'ok') throw this.#damaged('pages', String(first?.quick_check ?? 'they cannot be checked').slice(0, 200))
  }

  /** Counts rows and measures values without reading them. */
  #checkSizes(): void {
    for (const [table, most] of Object.entries(mostRows)) {
      const [{ count = Infinity } = {}] = this.#all<{ count?: number }>(`SELECT count(*) AS count FROM ${table}`)
      if (count > most) throw this.#damaged(table, `expected at most ${most} rows, found ${count}`)
    }
    for (const [table, values] of Object.entries(longValuesOf(this.version))) {
      for (const [column, most] of Object.entries(values)) {
        const [longer] = this.#all<{ bytes?: number }>(`SELECT octet_length(${column}) AS bytes FROM ${table} WHERE octet_length(${column}) > ${most} LIMIT 1`)
        if (longer) throw this.#damaged(`${table}, ${column}`, `expected at most ${most} bytes, found ${longer.bytes}`)
      }
    }
  }

  #readManifest(): Manifest {
    const rows = this.#all('SELECT * FROM manifest LIMIT 2')
    if (rows.length !== 1) throw this.#damaged('manifest', `expected one row, found ${rows.length === 0 ? 'none' : 'several'}`)
    const manifest = this.#checked(manifestSchema, rows[0], 'manifest')
    for (const table of ['experiments', 'runs', 'drawings'] as const) {
      const [{ count } = {}] = this.#all<{ count?: number }>(`SELECT count(*) AS count FROM ${table}`)
      if (count !== manifest[table]) throw this.#damaged(`manifest, ${table}`, `expected ${count}, found ${manifest[table]}`)
    }
    return manifest
  }

  /** As the database demands it: one last and one best model, one of each epoch, none beyond the last. */
  #checkModels(models: readonly ArchivedModel[], last: number, place: string): void {
    const keys = models.map(({ kind, epoch }) => (kind === 'epoch' ? `${kind} ${epoch}` : kind))
    if (new Set(keys).size !== keys.length) throw this.#damaged(`${place}, models`, 'one of them appears twice')
    const beyond = models.find(({ epoch }) => epoch > last)
    if (beyond) throw this.#damaged(`${place}, models`, `one is of epoch ${beyond.epoch}, but the last one is ${last}`)
  }

  #checked<T>(schema: z.ZodType<T>, row: unknown, place: string): T {
    const parsed = schema.safeParse(row)
    if (parsed.success) return parsed.data
    const { field, message } = firstProblem(parsed.error)
    throw this.#damaged(field === '' ? place : `${place}, ${field}`, message)
  }

  #blob(sql: string, key: number, sha256: string, what: string): Buffer {
    const [found] = this.#all<{ bytes?: unknown }>(sql, key)
    if (!(found?.bytes instanceof Buffer) || digestBytes(found.bytes) !== sha256) throw this.#damaged(what, 'its digest does not match')
    return found.bytes
  }

  #all<T>(sql: string, ...parameters: number[]): T[] {
    return guardArchive(this.file, () => this.db.prepare<number[], T>(sql).all(...parameters))
  }

  #damaged(place: string, problem: string): LabError {
    return damaged(this.file, place, problem)
  }
}

function damaged(file: string, place: string, problem: string): LabError {
  return new LabError('data', `The archive ${file} is damaged: ${place}: ${problem}. Take it as it was exported; nothing of it was added`)
}

/** A fault that SQLite finds in the file is one of the archive. */
function guardArchive<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    throw damaged(file, 'pages', `SQLite cannot read them (${error.code})`)
  }
}
