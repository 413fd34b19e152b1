/** All that is read from the database. */
import { LabError } from '../src/api/failure'
import type { FindQuery, FoundRuns } from '../src/api/run-view'
import type { Parsed, StoredModel } from '../src/api/contract'
import { settingsSchema, type Settings } from '../src/api/settings'
import type { CurveColumn, CurveSketch, RunCurves } from '../src/api/curves'
import type { ExperimentRow, ModelKind, ModelRow, RunEpochs, RunRow, RunStatus } from '../src/api/records'
import type { MiniCurve } from '../src/api/mini-curve'
import type { CheckpointSnapshot } from '../src/api/trainer'
import { CurveReader } from './curve-reader'
import { sketchColumn } from './curve-sketch'
import { digestBytes } from './digest'
import type { Connection } from './driver'
import { guarded } from './errors'
import { MiniCurves } from './mini-curves'
import { RunFinder } from './run-finder'
import {
  ConfigReader,
  parseJson,
  toEpoch,
  toExperiment,
  toModel,
  toRun,
  toRunWith,
  type EpochColumns,
  type ExperimentColumns,
  type ListedColumns,
  type ModelColumns,
  type RunColumns,
} from './rows'

export type ScoreValues = [trainLoss: number | null, trainAccuracy: number | null, validationLoss: number | null, validationAccuracy: number | null]

export class Queries {
  /** Damaged runs that lists have left out, with what is wrong: one of them does not hide the others. */
  readonly unreadable = new Map<number, string>()
  private readonly configs = new ConfigReader()
  private readonly finder: RunFinder
  private readonly curves: MiniCurves
  private readonly toRun = (row: RunColumns) => toRun(row, this.configs)

  constructor(private readonly db: Connection) {
    this.finder = new RunFinder(db)
    this.curves = new MiniCurves(db)
  }

  /** Which runs a view shows, in groups and in order. Throws a LabError `invalid` that says where a filter is wrong. */
  findRuns(query: FindQuery): FoundRuns {
    return this.finder.find(query)
  }

  /**
   * Newest first. The search takes words: each must occur, as it is written, in the name, setting, tags or note.
   * `archived` lists the archived runs too; `trashed` lists the trash instead of the rest; `before` goes on after the run of that number.
   * Throws a LabError `invalid` that says where a filter is wrong.
   */
  listRuns({ search = '', filter = '', trashed, archived, before, limit }: Parsed<'runs.list'>): RunRow[] {
    return this.read(() => {
      const wanted = this.finder.conditionOf(search, null, this.finder.parse(filter))
      const conditions = [
        trashed ? 'trashed_at IS NOT NULL' : 'trashed_at IS NULL',
        ...(trashed || archived ? [] : ['archived = 0']),
        ...(before === undefined ? [] : ['id < ?']),
        wanted.sql,
      ]
      const sql = `SELECT * FROM runs WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`
      const values = [...(before === undefined ? [] : [before]), ...wanted.values, limit]
      return this.db
        .prepare<(string | number)[], RunColumns>(sql)
        .all(...values)
        .flatMap((row) => this.readable(row, this.toRun))
    })
  }

  /**
   * Newest first, archived runs too, for who wants them all: a configuration that was read before is not read again, which is most of the work.
   * `before` goes on after the run of that number.
   */
  pageOfRuns({ trashed, before, limit }: Parsed<'runs.page'>): RunRow[] {
    return this.read(() => {
      const sql = `SELECT ${this.listedColumns()} FROM runs
        WHERE trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'} AND id < ? ORDER BY id DESC LIMIT ?`
      const rows = this.db.prepare<[number, number], ListedColumns>(sql).all(before ?? Number.MAX_SAFE_INTEGER, limit)
      return rows.flatMap((row) => this.readable(row, (one) => toRunWith(one, this.configs.known(one.config_digest) ?? this.getRun(one.id).config)))
    })
  }

  /** Throws a LabError `not-found`. */
  getRun(run: number): RunRow {
    return this.toRun(this.runColumns(run))
  }

  /** Throws a LabError `not-found`; answers for a damaged run too. */
  getStatus(run: number): RunStatus {
    return this.runColumns(run).status
  }

  /** The runs in the order asked for, without damaged ones. */
  readableRuns(runs: readonly number[]): RunRow[] {
    return runs.flatMap((run) => this.readable(this.runColumns(run), this.toRun))
  }

  /** The runs in the order asked for; throws a LabError `not-found` where one is missing. */
  getRuns(runs: readonly number[]): RunRow[] {
    return runs.map((run) => this.getRun(run))
  }

  hasRuns(): boolean {
    return this.read(() => this.db.prepare('SELECT 1 FROM runs LIMIT 1').get()) !== undefined
  }

  /** Rows of runs, archived and trashed ones too. */
  countRuns(): number {
    return this.read(() => this.db.prepare<[], { count: number }>('SELECT count(*) AS count FROM runs').get())?.count ?? 0
  }

  /** Whether a run of the experiment has not ended. */
  hasOpenRuns(experiment: number): boolean {
    const sql = "SELECT 1 FROM runs WHERE experiment = ? AND status IN ('queued', 'running', 'paused') LIMIT 1"
    return this.read(() => this.db.prepare<[number]>(sql).get(experiment)) !== undefined
  }

  /** The trials of an experiment in their order. */
  runsOfExperiment(experiment: number): RunRow[] {
    const rows = this.read(() => this.db.prepare<[number], RunColumns>('SELECT * FROM runs WHERE experiment = ? ORDER BY id').all(experiment))
    return rows.flatMap((row) => this.readable(row, this.toRun))
  }

  /** The runs of one setting that are not in the trash, oldest first, without those that did not draw their weights or whose learning rate was changed. */
  runsOfConfiguration(configDigest: string): RunRow[] {
    const sql = `SELECT * FROM runs WHERE config_digest = ? AND trashed_at IS NULL AND from_run IS NULL AND rate_changes = '[]'
      AND NOT EXISTS (SELECT 1 FROM initial_weights WHERE initial_weights.experiment = runs.experiment) ORDER BY id`
    return this.read(() => this.db.prepare<[string], RunColumns>(sql).all(configDigest)).flatMap((row) => this.readable(row, this.toRun))
  }

  /** Experiments of this name, newest first, without those that begin with the weights of an earlier run. */
  experimentsNamed(name: string): ExperimentRow[] {
    const sql = `SELECT id, config, digest, name, created_at FROM experiments
      WHERE name = ? AND NOT EXISTS (SELECT 1 FROM initial_weights WHERE experiment = experiments.id) ORDER BY id DESC`
    return this.read(() => this.db.prepare<[string], ExperimentColumns>(sql).all(name)).map(toExperiment)
  }

  /** The scores of all epochs of a run, in order, as `[training loss and accuracy, validation loss and accuracy]`. */
  listScores(run: number): ScoreValues[] {
    const sql = 'SELECT train_loss, train_accuracy, validation_loss, validation_accuracy FROM epochs WHERE run = ? ORDER BY epoch'
    return this.read(() => this.db.prepare<[number], ScoreValues>(sql).raw().all(run))
  }

  /** The course of each run that has a score, in a few points. */
  miniCurves(runs: readonly number[]): MiniCurve[] {
    return this.read(() => this.curves.of(runs))
  }

  /** The recorded epochs of each run, in the order asked for. */
  listEpochs(runs: readonly number[]): RunEpochs[] {
    const statement = this.db.prepare<[number], EpochColumns>('SELECT * FROM epochs WHERE run = ? ORDER BY epoch')
    return this.read(() => runs.map((run) => ({ run: this.runColumns(run).id, epochs: statement.all(run).map(toEpoch) })))
  }

  /** Columns of the recorded epochs of each run, in the order asked for. */
  listCurves(runs: readonly number[], columns: readonly CurveColumn[]): RunCurves[] {
    return this.readCurves(runs, columns, (curves) => [curves])
  }

  /** Each column of each run in at most `points` points, among them its extremes. */
  listSketches(runs: readonly number[], columns: readonly CurveColumn[], points: number): CurveSketch[] {
    return this.readCurves(runs, columns, (curves) => columns.map((column) => sketchColumn(curves, column, points)))
  }

  getExperiment(experiment: number): ExperimentRow {
    const row = this.read(() =>
      this.db.prepare<[number], ExperimentColumns>('SELECT id, config, digest, name, created_at FROM experiments WHERE id = ?').get(experiment),
    )
    if (!row) throw new LabError('not-found', `There is no experiment ${experiment}`)
    return toExperiment(row)
  }

  /** The stored models of a run: last, best, then those of single epochs. */
  listModels(run: number): ModelRow[] {
    const sql = `SELECT run, kind, epoch, sha256, length(file) AS bytes FROM models WHERE run = ?
      ORDER BY CASE kind WHEN 'last' THEN 0 WHEN 'best' THEN 1 ELSE 2 END, epoch`
    return this.read(() => this.db.prepare<[number], ModelColumns>(sql).all(this.runColumns(run).id).map(toModel))
  }

  /** A model with its file, checked against its digest; `epoch` says which of kind `epoch`. */
  getModel(run: number, kind: ModelKind, epoch?: number): StoredModel {
    if (kind === 'epoch' && epoch === undefined) throw new LabError('invalid', 'The epoch of the model is missing', 'epoch')
    const row = this.read(() =>
      this.db
        .prepare<[number, ModelKind, number | null], ModelColumns & { file: Buffer }>(
          'SELECT run, kind, epoch, sha256, length(file) AS bytes, file FROM models WHERE run = ? AND kind = ? AND epoch = coalesce(?, epoch)',
        )
        .get(this.runColumns(run).id, kind, epoch ?? null),
    )
    if (!row) throw new LabError('not-found', `Run ${run} has no ${kind === 'epoch' ? `model of epoch ${epoch}` : `${kind} model`} yet`)
    return { ...toModel(row), file: checkedBytes(row.file, row.sha256, `The ${kind} model (epoch ${row.epoch}) of run ${run}`) }
  }

  /** The latest checkpoint of a run, checked against its digest, or null. */
  getCheckpoint(run: number): CheckpointSnapshot | null {
    const row = this.read(() =>
      this.db
        .prepare<[number], { epoch: number; batch: number; sha256: string; state: Buffer }>('SELECT epoch, batch, sha256, state FROM checkpoints WHERE run = ?')
        .get(run),
    )
    return row ? { ...row, state: checkedBytes(row.state, row.sha256, `The checkpoint of run ${run}`) } : null
  }

  /** The weights that the runs of an experiment begin with, checked against their digest; null where each draws its own. */
  getInitialWeights(experiment: number): { file: Uint8Array; sha256: string } | null {
    const row = this.read(() =>
      this.db.prepare<[number], { sha256: string; file: Buffer }>('SELECT sha256, file FROM initial_weights WHERE experiment = ?').get(experiment),
    )
    return row ? { file: checkedBytes(row.file, row.sha256, `The initial weights of experiment ${experiment}`), sha256: row.sha256 } : null
  }

  /** All settings; what was never set, or is no longer understood, has its default. */
  getSettings(): Settings {
    const settings = settingsSchema.parse({})
    for (const { key, value } of this.read(() => this.db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings').all())) {
      const merged = settingsSchema.safeParse({ ...settings, [key]: parseJson(value) })
      if (merged.success) Object.assign(settings, merged.data)
    }
    return settings
  }

  /** The columns that the schema has, an older one fewer, without those that a list leaves out. */
  private listedColumns(): string {
    const sql = "SELECT name FROM pragma_table_info('runs') WHERE name NOT IN ('config', 'search_text', 'started_at', 'seal', 'marks_digest')"
    return this.db.prepare<[], string>(sql).pluck().all().join(', ')
  }

  private readable<Row extends Pick<RunColumns, 'id'>>(row: Row, read: (row: Row) => RunRow): RunRow[] {
    try {
      return [read(row)]
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      this.unreadable.set(row.id, error.message)
      return []
    }
  }

  private readCurves<T>(runs: readonly number[], columns: readonly CurveColumn[], take: (curves: RunCurves) => T[]): T[] {
    return this.read(() => {
      const reader = new CurveReader(this.db, columns)
      // Whole rows, with their configurations, would take longer than the curves.
      const known = this.db.prepare<[number], number>('SELECT id FROM runs WHERE id = ?').pluck()
      // As of one moment: another process may be recording.
      return this.db.transaction(() => runs.flatMap((run) => take(reader.read(known.get(run) ?? missingRun(run)))))()
    })
  }

  private runColumns(run: number): RunColumns {
    const row = this.read(() => this.db.prepare<[number], RunColumns>('SELECT * FROM runs WHERE id = ?').get(run))
    return row ?? missingRun(run)
  }

  private read<T>(work: () => T): T {
    return guarded(this.db.name, work)
  }
}

function missingRun(run: number): never {
  throw new LabError('not-found', `There is no run ${run}`)
}

function checkedBytes(bytes: Buffer, sha256: string, what: string): Uint8Array {
  if (digestBytes(bytes) !== sha256) throw new LabError('data', `${what} is damaged: its SHA-256 is not the one that was stored with it`)
  return new Uint8Array(bytes)
}
