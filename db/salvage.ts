/**
 * Takes over from one database file what another lacks: runs whose digests hold, with epochs, models and checkpoints. The file may be
 * damaged anywhere; what cannot be read, or is not what was stored, is left and named.
 *
 * Two rows are the same run where configuration, seed and the moment of queueing agree. A run that is already there is replaced only by
 * one that has ended later, or by a good one where its own digests do not hold.
 */
import { isFinal } from '../src/api/records'
import { trialSchema } from '../src/engine/config/experiment'
import type { SalvageReport } from '../src/api/storage'
import { isDamage, unlessDamaged } from './damage'
import { digestBytes } from './digest'
import type { DrawingSetColumns } from './drawing-sets'
import { openAsItIs, writeTransaction, type Connection } from './driver'
import { hasSeals, parseJson, type EpochColumns, type ExperimentColumns, type RunColumns } from './rows'
import { computeMarks, computeSeal, digestMarks, sealRun, type ModelsTable } from './seal'
import { summaryProblem } from './summary'

/** Salvages from a file into an open database. Throws a LabError only where `into` cannot be written. */
export function salvageFile(path: string, into: Connection): SalvageReport {
  const nothing: SalvageReport = { runs: 0, epochs: 0, models: 0, marks: 0, left: [] }
  const from = unlessDamaged(
    () => openAsItIs(path),
    (message) => nothing.left.push(`Nothing can be read: ${message}`),
  )
  if (!from) return nothing
  try {
    return salvage(from, into)
  } finally {
    from.close()
  }
}

export function salvage(from: Connection, into: Connection): SalvageReport {
  return writeTransaction(into, () => new Salvage(from, into).run())
}

interface Blob {
  kind: string
  epoch: number
  batch: number
  sha256: string
  bytes: Buffer
}

/** A run of the damaged file, read whole and found good. */
interface GoodRun {
  row: RunColumns
  experiment: ExperimentColumns
  epochs: EpochColumns[]
  models: Blob[]
  checkpoint: Blob | null
}

class Salvage {
  readonly #from: Connection
  readonly #into: Connection
  readonly #report: SalvageReport = { runs: 0, epochs: 0, models: 0, marks: 0, left: [] }

  constructor(from: Connection, into: Connection) {
    this.#from = from
    this.#into = into
  }

  run(): SalvageReport {
    for (const id of this.#findRuns()) {
      const row = this.#tryRead(`Run ${id}`, () => this.#from.prepare<[number], RunColumns>('SELECT * FROM runs WHERE id = ?').get(id))
      if (row) this.#takeRun(row)
    }
    this.#takeSmall()
    this.#takeSets()
    this.#takeDatasets()
    return this.#report
  }

  #tryRead<T>(what: string, work: () => T): T | undefined {
    return unlessDamaged(work, (message) => this.#leave(what, message))
  }

  #leave(what: string, why: string): void {
    this.#report.left.push(`${what}: ${why}`)
  }

  /** By every way that may still be whole: the table, an index, the epochs. */
  #findRuns(): number[] {
    const found = new Set<number>()
    const ways = [
      'SELECT id FROM runs',
      'SELECT id FROM runs INDEXED BY runs_listed',
      'SELECT id FROM runs ORDER BY id DESC',
      'SELECT DISTINCT run FROM epochs',
    ]
    for (const sql of ways) {
      // A way that ends at damage has found what lies before it; the others find the rest.
      unlessDamaged(
        () => {
          for (const id of this.#from.prepare<[], number>(sql).pluck().iterate()) if (Number.isSafeInteger(id) && id > 0) found.add(id)
        },
        () => undefined,
      )
    }
    return [...found].sort((a, b) => a - b)
  }

  #takeRun(row: RunColumns): void {
    const own = this.#findOwn(row)
    if (own === undefined) {
      const run = this.#readGood(row)
      if (run) this.#insert(run, null)
      return
    }
    if (this.#isWanted(row, own)) {
      const run = this.#readGood(row)
      if (run) return this.#insert(run, own)
    }
    this.#takeMarks(row, own)
  }

  #findOwn(row: RunColumns): RunColumns | undefined {
    return this.#into
      .prepare<[string, number, string], RunColumns>('SELECT * FROM runs WHERE config_digest = ? AND seed = ? AND created_at = ? ORDER BY id')
      .get(row.config_digest, row.seed, row.created_at)
  }

  /** Whether the other file's row may know more of this run than our own, or ours is damaged. */
  #isWanted(row: RunColumns, own: RunColumns): boolean {
    if (own.seal !== null && computeSeal(this.#into, own.id) !== own.seal) return true
    if (row.seal !== undefined && row.seal === own.seal) return this.#hasDamagedBlob(own.id)
    const [theirs, ours] = [row.finished_at ?? '', own.finished_at ?? '']
    return theirs > ours || (theirs === ours && row.epochs_done > own.epochs_done)
  }

  #hasDamagedBlob(run: number): boolean {
    const rows = this.#into.prepare<[number, number], { sha256: string; bytes: Buffer }>(
      'SELECT sha256, file AS bytes FROM models WHERE run = ? UNION ALL SELECT sha256, state FROM checkpoints WHERE run = ?',
    )
    return rows.all(run, run).some(({ sha256, bytes }) => digestBytes(bytes) !== sha256)
  }

  /** The run with everything that belongs to it, or undefined where something that its seal covers is damaged. */
  #readGood(row: RunColumns): GoodRun | undefined {
    let why = ''
    const refuse = (message: string) => {
      why = message
    }
    const ways: ModelsTable[] = ['models', 'models NOT INDEXED']
    for (const models of ways) {
      const run = unlessDamaged(() => this.#readBy(row, models, refuse), refuse)
      if (run) return run
    }
    this.#leave(`Run ${row.id}`, why)
    return undefined
  }

  #readBy(row: RunColumns, table: ModelsTable, refuse: (message: string) => void): GoodRun | undefined {
    const experiment = this.#from
      .prepare<[number], ExperimentColumns>('SELECT id, config, digest, name, created_at FROM experiments WHERE id = ?')
      .get(row.experiment)
    if (experiment === undefined || digestBytes(experiment.config) !== experiment.digest) {
      refuse('its experiment is damaged')
      return undefined
    }
    const problem = this.#problemOf(row, table)
    if (problem !== null) {
      refuse(problem)
      return undefined
    }
    const epochs = this.#from.prepare<[number], EpochColumns>('SELECT * FROM epochs WHERE run = ? ORDER BY epoch').all(row.id)
    const models = this.#readBlobs(row.id, `SELECT kind, epoch, 0 AS batch, sha256, file AS bytes FROM ${table} WHERE run = ? ORDER BY kind, epoch`)
    const [checkpoint] = this.#readBlobs(row.id, "SELECT 'checkpoint' AS kind, epoch, batch, sha256, state AS bytes FROM checkpoints WHERE run = ?")
    return { row, experiment, epochs, models, checkpoint: checkpoint ?? null }
  }

  #problemOf(row: RunColumns, models: ModelsTable): string | null {
    if (digestBytes(row.config) !== row.config_digest || !trialSchema.safeParse(parseJson(row.config)).success) return 'its configuration is damaged'
    if (hasSeals(row) && row.seal !== null) return computeSeal(this.#from, row.id, models) === row.seal ? null : 'its seal does not hold'
    // Not ended, or of a schema without seals: what the row repeats of the epochs must agree with them.
    return summaryProblem(this.#from, row)
  }

  /** The models and checkpoints that are whole; the others are named. */
  #readBlobs(run: number, sql: string): Blob[] {
    const good: Blob[] = []
    this.#tryRead(`Models or checkpoint of run ${run}`, () => {
      for (const blob of this.#from.prepare<[number], Blob>(sql).iterate(run)) {
        if (digestBytes(blob.bytes) === blob.sha256) good.push(blob)
        else this.#leave(`Run ${run}`, `its ${blob.kind === 'checkpoint' ? 'checkpoint' : `${blob.kind} model of epoch ${blob.epoch}`} is damaged`)
      }
    })
    return good
  }

  /** @param own the row that it replaces, which keeps its number */
  #insert(run: GoodRun, own: RunColumns | null): void {
    const into = this.#into
    const experiment = own?.experiment ?? this.#takeExperiment(run.experiment)
    const id = own?.id ?? this.#freeNumber('runs', run.row.id)
    if (own) into.prepare('DELETE FROM runs WHERE id = ?').run(own.id)
    const columns = this.#columnsOf('runs').filter((column) => column in run.row)
    const values: Record<string, unknown> = { ...run.row, id, experiment }
    into.prepare(`INSERT INTO runs (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...columns.map((column) => values[column]))
    const addEpoch = into.prepare<[EpochColumns]>(
      `INSERT INTO epochs (run, epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest)
       VALUES (@run, @epoch, @train_loss, @train_accuracy, @validation_loss, @validation_accuracy, @learning_rate, @seconds, @weight_digest)`,
    )
    for (const epoch of run.epochs) addEpoch.run({ ...epoch, run: id })
    const addModel = into.prepare('INSERT INTO models (run, kind, epoch, sha256, file) VALUES (?, ?, ?, ?, ?)')
    for (const { kind, epoch, sha256, bytes } of run.models) addModel.run(id, kind, epoch, sha256, bytes)
    if (run.checkpoint) {
      const { epoch, batch, sha256, bytes } = run.checkpoint
      into.prepare('INSERT INTO checkpoints (run, epoch, batch, sha256, state) VALUES (?, ?, ?, ?, ?)').run(id, epoch, batch, sha256, bytes)
    }
    // Without a model that was damaged it is another record than the one that was sealed.
    if (isFinal(run.row.status)) sealRun(into, id)
    digestMarks(into, id)
    this.#takeWatched(run.row.id, id)
    this.#report.runs++
    this.#report.epochs += run.epochs.length
    this.#report.models += run.models.length
  }

  /** The number of the experiment here: the same one where it is there, made where it is not. An experiment that was extended later counts. */
  #takeExperiment(experiment: ExperimentColumns): number {
    const own = this.#into.prepare<[string, string], { id: number; digest: string }>(
      "SELECT id, digest FROM experiments WHERE created_at = ? AND config ->> '$.name' = ? ORDER BY id",
    )
    const there = own.get(experiment.created_at, experiment.name)
    if (there) {
      this.#into.prepare('UPDATE experiments SET config = ?, digest = ? WHERE id = ?').run(experiment.config, experiment.digest, there.id)
      return there.id
    }
    const id = this.#freeNumber('experiments', experiment.id)
    this.#into
      .prepare('INSERT INTO experiments (id, config, digest, created_at) VALUES (?, ?, ?, ?)')
      .run(id, experiment.config, experiment.digest, experiment.created_at)
    this.#takeInitialWeights(experiment.id, id)
    return id
  }

  /** What the runs of a fork began with; a file of an older schema knows of none. */
  #takeInitialWeights(experiment: number, own: number): void {
    const found = this.#tryRead(`What experiment ${experiment} began with`, () => {
      if (this.#from.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'initial_weights'").get() === undefined) return undefined
      return this.#from.prepare<[number], { sha256: string; file: Buffer }>('SELECT sha256, file FROM initial_weights WHERE experiment = ?').get(experiment)
    })
    if (!found) return
    if (digestBytes(found.file) !== found.sha256) this.#leave(`Experiment ${experiment}`, 'the weights that its runs began with are damaged')
    else this.#into.prepare('INSERT INTO initial_weights (experiment, sha256, file) VALUES (?, ?, ?)').run(own, found.sha256, found.file)
  }

  /** The same number where it is free: then links to it still hold. */
  #freeNumber(table: 'runs' | 'experiments', wanted: number): number {
    const taken = this.#into.prepare<[number], number>(`SELECT 1 FROM ${table} WHERE id = ?`).pluck().get(wanted)
    const newest = this.#into.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0
    return taken === undefined ? wanted : newest + 1
  }

  #columnsOf(table: string): string[] {
    return this.#into.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
  }

  /** Words and marks are taken over where their digest holds and differs: the other file is the later one. */
  #takeMarks(row: RunColumns, own: RunColumns): void {
    if (!hasSeals(row) || row.marks_digest === null || row.marks_digest === own.marks_digest) return
    this.#tryRead(`The name and marks of run ${row.id}`, () => {
      if (computeMarks(this.#from, row.id) !== row.marks_digest) return this.#leave(`The name and marks of run ${row.id}`, 'they are damaged')
      this.#into
        .prepare(
          `UPDATE runs SET name = @name, tags = @tags, note = @note, colour = @colour, pinned = @pinned, archived = @archived, locked = @locked,
             trashed_at = @trashed_at, search_text = @search_text, marks_digest = @marks_digest WHERE id = @own`,
        )
        .run({ ...row, own: own.id })
      this.#report.marks++
    })
  }

  /** What has no digest and can do no harm: drawings, views and settings that fit their table. */
  #takeSmall(): void {
    const drawingColumns = this.#has('drawings', 'image') ? 'strokes, image, label, writer, repetition, note, created_at' : 'strokes, label, note, created_at'
    for (const [table, columns] of [
      ['drawings', drawingColumns],
      ['saved_views', 'name, config, created_at'],
      ['settings', 'key, value'],
    ] as const) {
      const places = columns.split(', ')
      const there = this.#into.prepare(`SELECT 1 FROM ${table} WHERE ${places.map((column) => `${column} IS ?`).join(' AND ')}`)
      const insert = this.#into.prepare(`INSERT OR IGNORE INTO ${table} (${columns}) VALUES (${places.map(() => '?').join(', ')})`)
      this.#tryRead(`The ${table.replace('_', ' ')}`, () => {
        for (const row of this.#from.prepare<[], unknown[]>(`SELECT ${columns} FROM ${table}`).raw().iterate()) {
          if (there.get(...row)) continue
          try {
            insert.run(...row)
          } catch (error) {
            if (!isDamage(error)) throw error
            this.#leave(`A row of ${table}`, 'it is damaged')
          }
        }
      })
    }
  }

  /** What was recorded of watched drawings of the run; it has no digest, and can do no harm. */
  #takeWatched(from: number, into: number): void {
    if (!this.#has('watched_drawings', 'strokes')) return
    this.#tryRead(`The watched drawings of run ${from}`, () => {
      const insert = this.#into.prepare('INSERT INTO watched_drawings (run, strokes, image, digit, created_at) VALUES (?, ?, ?, ?, ?)')
      const addAnswer = this.#into.prepare('INSERT INTO watched_answers (drawing, epoch, probabilities) VALUES (?, ?, ?)')
      const answers = this.#from.prepare<[number], [number, string]>('SELECT epoch, probabilities FROM watched_answers WHERE drawing = ? ORDER BY epoch').raw()
      const drawings = this.#from.prepare<[number], [number, ...unknown[]]>(
        'SELECT id, strokes, image, digit, created_at FROM watched_drawings WHERE run = ? ORDER BY id',
      )
      for (const [id, ...drawn] of drawings.raw().all(from)) {
        const own = insert.run(into, ...drawn).lastInsertRowid
        for (const [epoch, probabilities] of answers.all(id)) addAnswer.run(own, epoch, probabilities)
      }
    })
  }

  /** The sets of drawings that runs train with: each has its digest, and those of an older schema have none. */
  #takeSets(): void {
    if (!this.#has('drawing_sets', 'content')) return
    const insert = this.#into.prepare('INSERT OR IGNORE INTO drawing_sets (digest, count, content, created_at) VALUES (?, ?, ?, ?)')
    this.#tryRead('The sets of drawings', () => {
      for (const { digest, count, content, created_at } of this.#from.prepare<[], DrawingSetColumns>('SELECT * FROM drawing_sets').iterate()) {
        if (digestBytes(content) === digest) insert.run(digest, count, content, created_at)
        else this.#leave(`The set of drawings ${digest}`, 'it is damaged')
      }
    })
  }

  /** What is known of imported data sets; their numbers lie in files of their own, which have digests. */
  #takeDatasets(): void {
    if (!this.#has('datasets', 'content')) return
    const columns = 'digest, name, task, samples, inputs, outputs, bytes, source, choices, content, imported_at'
    const insert = this.#into.prepare(`INSERT OR IGNORE INTO datasets (${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`)
    this.#tryRead('The imported data sets', () => {
      for (const row of this.#from.prepare<[], unknown[]>(`SELECT ${columns} FROM datasets`).raw().iterate()) {
        try {
          insert.run(...row)
        } catch (error) {
          if (!isDamage(error)) throw error
          this.#leave('An imported data set', 'what is known of it is damaged')
        }
      }
    })
  }

  /** Whether the other file has this column: one of an older schema may not. */
  #has(table: string, column: string): boolean {
    const found = unlessDamaged(
      () => this.#from.prepare<[string, string], number>('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column),
      () => undefined,
    )
    return found !== undefined
  }
}
