/** Writes runs, with all that belongs to them, into an archive: whole or not at all. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { ExportReport } from '../../src/api/archive'
import { LabError } from '../../src/api/failure'
import type { Clock } from '../clock'
import { digestBytes } from '../digest'
import type { Connection } from '../driver'
import { guarded } from '../errors'
import { ContentDigest, digestRun } from './content'
import { setNamedIn, type ArchivedDrawingDetails, type ArchivedDrawingSet } from './drawn'
import { applicationId, archiveVersion, mostBytes, tables } from './format'
import { datasetNamedIn } from './own-data'
import { parseJson, type ArchivedDrawing, type ArchivedExperiment, type ArchivedRun } from './rows'
import { computeSeal } from '../seal'
import { epochColumns, readStoredRun } from './stored-run'

export interface ArchiveRequest {
  /** Numbers of the runs; their order does not matter. */
  runs: readonly number[]
  /** File to make; one that is there already is refused. */
  file: string
  /** Version of the program. */
  program: string
  now: Clock
  /** Awaited between runs, so that the process can do other work. */
  pause(): Promise<void>
}

/**
 * Reads one state of the database through `source`, a connection of its own, however long it takes. Memory holds one model at a time.
 * @throws LabError `not-found` for a run that is not there, `conflict` for one in the trash or a file that exists, `data` where a stored
 * model is damaged or the file cannot be written
 */
export async function writeArchive(source: Connection, request: ArchiveRequest): Promise<ExportReport> {
  const { file } = request
  if (existsSync(file)) throw new LabError('conflict', `${file} is there already: name another file`)
  const part = `${file}.part`
  try {
    rmSync(part, { force: true })
    // The system says better than SQLite why a file cannot be made.
    closeSync(openSync(part, 'wx', 0o600))
    const target = guarded(part, () => new Database(part))
    try {
      const counts = await fill(source, target, request)
      target.close()
      flush(part)
      renameSync(part, file)
      return { ...counts, bytes: statSync(file).size }
    } finally {
      target.close()
    }
  } catch (error) {
    rmSync(part, { force: true })
    if (error instanceof LabError || !(error instanceof Error && 'code' in error)) throw error
    throw new LabError('data', `The archive ${file} cannot be written (${String(error.code)}): check the folder and the room on its disk`)
  }
}

async function fill(source: Connection, target: Connection, { runs, program, now, pause }: ArchiveRequest): Promise<Omit<ExportReport, 'bytes'>> {
  const copy = new Copy(source, target)
  // Each statement apart waits for nothing else: what is here so far is thrown away when anything fails.
  copy.write(() => {
    target.pragma('journal_mode = OFF')
    target.pragma('synchronous = OFF')
    target.pragma(`application_id = ${applicationId}`)
    target.pragma(`user_version = ${archiveVersion}`)
    target.exec(`BEGIN; ${Object.values(tables).join('; ')}`)
  })
  copy.read(() => source.exec('BEGIN'))
  try {
    const wanted = [...new Set(runs)].sort((a, b) => a - b)
    copy.experiments(wanted)
    copy.initialWeights()
    for (const [index, run] of wanted.entries()) {
      copy.run(run, index + 1, wanted)
      await pause()
    }
    copy.drawings()
    copy.drawingSets()
    copy.datasetNames()
  } finally {
    source.exec('ROLLBACK')
  }
  return copy.finish(program, now().toISOString())
}

/** One archive in the making. */
class Copy {
  readonly #digest = new ContentDigest(archiveVersion)
  /** By number in the database. */
  readonly #experiments = new Map<number, number>()
  /** Sets of drawings that runs train with. */
  readonly #sets = new Set<string>()
  /** Data sets of one's own that runs train on. */
  readonly #datasets = new Set<string>()
  #runs = 0
  #drawings = 0

  constructor(
    private readonly source: Connection,
    private readonly target: Connection,
  ) {}

  read<T>(work: () => T): T {
    return guarded(this.source.name, work)
  }

  write<T>(work: () => T): T {
    return guarded(this.target.name, work)
  }

  /** The experiments of these runs, in the order in which they were begun. */
  experiments(runs: readonly number[]): void {
    const ofRun = this.source.prepare<[number], number>('SELECT experiment FROM runs WHERE id = ?').pluck()
    const ids = this.read(() => runs.map((run) => ofRun.get(run))).flatMap((id) => id ?? [])
    const select = this.source.prepare<[number, number], ArchivedExperiment>('SELECT ? AS number, config, digest, created_at FROM experiments WHERE id = ?')
    const insert = this.target.prepare<[ArchivedExperiment]>('INSERT INTO experiments VALUES (@number, @config, @digest, @created_at)')
    for (const [index, id] of [...new Set(ids)].sort((a, b) => a - b).entries()) {
      const row = this.read(() => select.get(index + 1, id))
      if (!row) throw new LabError('data', `Experiment ${id} is missing from the database`)
      this.write(() => insert.run(row))
      this.#digest.addExperiment(row)
      this.#experiments.set(id, row.number)
    }
  }

  initialWeights(): void {
    const select = this.source.prepare<[number], string>('SELECT sha256 FROM initial_weights WHERE experiment = ?').pluck()
    for (const [id, experiment] of this.#experiments) {
      const sha256 = this.read(() => select.get(id))
      if (sha256 === undefined) continue
      const file = this.#blob('SELECT file FROM initial_weights WHERE experiment = ?', id, sha256, `What the runs of experiment ${id} began with`)
      this.#insert('initial_weights', { experiment, sha256, file })
      this.#digest.addInitialWeights({ experiment, sha256 })
    }
  }

  /** @param all runs of the archive in their order: its place in it is a run's number there */
  run(run: number, number: number, all: readonly number[]): void {
    const { row, trashed, epochs, models, checkpoint } = this.read(() => readStoredRun(this.source, run))
    if (trashed) throw new LabError('conflict', `Run ${run} is in the trash: restore it first`)
    const experiment = this.#experiments.get(row.experiment)
    if (experiment === undefined) throw new LabError('data', `The experiment of run ${run} is missing from the database`)
    if (row.seal !== null && this.read(() => computeSeal(this.source, run)) !== row.seal)
      throw new LabError('data', `Run ${run} is damaged: what is stored is not what was sealed when it ended. Leave this run out`)
    const from_run = row.from_run === null ? null : all.indexOf(row.from_run) + 1
    const archived: ArchivedRun = { ...row, from_run, number, experiment, content_digest: digestRun({ run: row, epochs, models, checkpoint }) }
    this.#insert('runs', archived)
    this.write(() => {
      const insert = this.target.prepare(`INSERT INTO epochs (run, ${epochColumns}) VALUES (@run, ${epochColumns.replaceAll(/\w+/g, '@$&')})`)
      for (const epoch of epochs) insert.run({ run: number, ...epoch })
    })
    for (const { number: key, kind, epoch, sha256 } of models) {
      const file = this.#blob('SELECT file FROM models WHERE id = ?', key, sha256, `The ${kind} model (epoch ${epoch}) of run ${run}`)
      this.write(() => this.target.prepare('INSERT INTO models (run, kind, epoch, sha256, file) VALUES (?, ?, ?, ?, ?)').run(number, kind, epoch, sha256, file))
    }
    if (checkpoint) {
      const { epoch, batch, sha256 } = checkpoint
      const state = this.#blob('SELECT state FROM checkpoints WHERE run = ?', run, sha256, `The checkpoint of run ${run}`)
      this.write(() => this.target.prepare('INSERT INTO checkpoints VALUES (?, ?, ?, ?, ?)').run(number, epoch, batch, sha256, state))
    }
    this.#digest.addRun(archived)
    const config = parseJson(row.config)
    const [set, dataset] = [setNamedIn(config), datasetNamedIn(config)]
    if (set !== null) this.#sets.add(set)
    if (dataset !== null) this.#datasets.add(dataset)
    this.#runs++
  }

  /** Drawings belong to no run: they all go along. */
  drawings(): void {
    type Row = Omit<ArchivedDrawing, 'number'> & Omit<ArchivedDrawingDetails, 'number'>
    const rows = this.source.prepare<[], Row>('SELECT strokes, label, note, created_at, writer, repetition, image FROM drawings ORDER BY id')
    const all = this.read(() => rows.all()).map((row, i) => ({ ...row, number: i + 1 }))
    for (const { writer: _writer, repetition: _repetition, image: _image, ...drawing } of all) {
      this.#insert('drawings', drawing)
      this.#digest.addDrawing(drawing)
    }
    for (const { number, writer, repetition, image } of all) {
      if (writer === null && repetition === null && image === null) continue
      this.#insert('drawing_details', { number, writer, repetition, image })
      this.#digest.addDrawingDetails({ number, writer, repetition, image })
    }
    this.#drawings = all.length
  }

  /** By their digests, so that the order of the runs does not matter. */
  drawingSets(): void {
    const select = this.source.prepare<[string], Omit<ArchivedDrawingSet, 'number'>>(
      'SELECT digest, count, content, created_at FROM drawing_sets WHERE digest = ?',
    )
    for (const [i, digest] of [...this.#sets].sort().entries()) {
      const row = this.read(() => select.get(digest))
      if (row === undefined || digestBytes(row.content) !== digest)
        throw new LabError('data', `The set of drawings ${digest}, which a run trains with, is missing or damaged: leave that run out`)
      const set = { ...row, number: i + 1 }
      this.#insert('drawing_sets', set)
      this.#digest.addDrawingSet(set)
    }
  }

  /** Of those that this lab has. */
  datasetNames(): void {
    const select = this.source.prepare<[string], string>('SELECT name FROM datasets WHERE digest = ?').pluck()
    const known = [...this.#datasets].sort().flatMap((digest) => {
      const name = this.read(() => select.get(digest))
      return name === undefined ? [] : { digest, name }
    })
    for (const [i, dataset] of known.entries()) this.#insert('datasets', { number: i + 1, ...dataset })
  }

  finish(program: string, created_at: string): Omit<ExportReport, 'bytes'> {
    const counts = { experiments: this.#experiments.size, runs: this.#runs, drawings: this.#drawings }
    const contentDigest = this.#digest.value()
    this.#insert('manifest', { program, created_at, ...counts, content_digest: contentDigest })
    this.write(() => this.target.exec('COMMIT'))
    return { ...counts, contentDigest }
  }

  #insert(table: keyof typeof tables, row: object): void {
    const names = Object.keys(row)
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`
    this.write(() => this.target.prepare(sql).run(row))
  }

  #blob(sql: string, key: number, sha256: string, what: string): Buffer {
    const bytes = this.read(() => this.source.prepare<[number], Buffer>(sql).pluck().get(key))
    if (bytes === undefined || digestBytes(bytes) !== sha256)
      throw new LabError('data', `${what} is damaged: its SHA-256 is not the one that was stored with it. Leave this run out`)
    if (bytes.length > mostBytes.blob) throw new LabError('data', `${what} has ${bytes.length} bytes: an archive takes at most ${mostBytes.blob} for each`)
    return bytes
  }
}

/** Whatever the system holds back reaches the disk, before the file gets its name. */
function flush(path: string): void {
  const descriptor = openSync(path, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
