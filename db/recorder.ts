/** All that training writes: experiments with their runs, status, and epochs with the models and checkpoints that belong to them. */
import type { WatchedAnswer } from '../src/api/drawings'
import { LabError } from '../src/api/failure'
import { isFinal, type ExperimentRow, type RunOrigin, type RunRow, type RunStatus } from '../src/api/records'
import type { RecordedRateChange } from '../src/api/rate-changes'
import type { CheckpointSnapshot, ModelSnapshot } from '../src/api/trainer'
import type { VerificationResult } from '../src/api/verification'
import { canonicalJson } from '../src/engine/config/canonical'
import type { ExperimentConfig, SeedsConfig } from '../src/engine/config/experiment'
import { mostRateChanges, withRateChange, type RateChange } from '../src/engine/config/rate-changes'
import { expandSettings, joinSeeds, listSeeds, type Setting } from '../src/engine/config/trials'
import { isBetter, type EpochRecord, type EpochScore, type Score } from '../src/engine/training/records'
import type { Clock } from './clock'
import { digestBytes } from './digest'
import { writeTransaction, type Connection } from './driver'
import { unpackCurves } from './packed-curves'
import type { Queries } from './queries'
import { fromEpoch, fromScore, searchText, toEpoch, type EpochColumns } from './rows'
import { isForGood, mayFollow } from './run-states'
import { digestMarks, sealRun } from './seal'
import { recordAnswers } from './watched-drawings'

/** Slots of the palette in which runs are drawn. */
const colours = 10

/** What one transaction records of one run. */
export interface RunBatch {
  epochs: readonly EpochRecord[]
  models: readonly ModelSnapshot[]
  checkpoint: CheckpointSnapshot | null
  /** How watched drawings were read after these epochs; absent where none are watched. */
  answers?: readonly WatchedAnswer[]
  /** A change of the learning rate that waits to take effect. */
  rateChange?: RateChange
}

/** Whether a trial of this setting and seed shall have a run. */
export type TrialFilter = (configDigest: string, seed: number) => boolean

/** Weights with which the runs of an experiment begin: a model's file. */
export interface InitialWeights {
  file: Uint8Array
  sha256: string
  /** The earlier run that they come from; null where another program made them. */
  origin: RunOrigin | null
}

export interface ExperimentOrigin {
  /** Where the runs do not draw their weights. */
  initial?: InitialWeights | null
  /** Of an experiment that was begun elsewhere. */
  createdAt?: string
  /** Changes of the learning rate that each run is to make. */
  rateChanges?: readonly RateChange[]
}

interface NewRuns {
  experiment: number
  config: ExperimentConfig
  settings: readonly Setting[]
  seeds: readonly number[]
  wanted: TrialFilter
  origin: RunOrigin | null
}

export interface TrialStart {
  kernels: string
  engineVersion: string
  dataDigest: string
}

export class Recorder {
  constructor(
    private readonly db: Connection,
    private readonly queries: Queries,
    private readonly now: Clock,
  ) {}

  /**
   * Stores the experiment and queues one run for each setting and seed, settings outermost, all or nothing.
   * Each setting takes the next colour after the newest run's. Throws a LabError `invalid` that names the field.
   * @param wanted leaves out the trials for which it says no: another experiment has them
   */
  createExperiment(
    config: ExperimentConfig,
    wanted: TrialFilter = () => true,
    { initial = null, createdAt = this.time(), rateChanges = [] }: ExperimentOrigin = {},
  ): { experiment: ExperimentRow; runs: RunRow[] } {
    const settings = expand(config)
    return this.write(() => {
      const text = canonicalJson(config)
      const insert = this.db.prepare('INSERT INTO experiments (config, digest, created_at) VALUES (?, ?, ?)')
      const experiment = Number(insert.run(text, digestBytes(text), createdAt).lastInsertRowid)
      if (initial) this.insertInitialWeights(experiment, initial)
      const runs = this.insertRuns({ experiment, config, settings, seeds: listSeeds(config.seeds), wanted, origin: initial?.origin ?? null })
      for (const run of runs) for (const change of rateChanges) this.insertRateChange(run, change)
      return { experiment: this.queries.getExperiment(experiment), runs: this.queries.getRuns(runs) }
    })
  }

  /**
   * Gives an experiment further seeds and queues their runs, as `createExperiment` does, in the colours that its settings have. What it has
   * stays as it is. Throws a LabError `invalid` where it would have too many trials.
   * @param wanted of all trials with the old seeds and the new; those of the new seeds where it is left out
   */
  extendExperiment(id: number, seeds: SeedsConfig, wanted?: TrialFilter): { experiment: ExperimentRow; runs: RunRow[] } {
    return this.write(() => {
      const { config: before } = this.queries.getExperiment(id)
      const old = new Set(listSeeds(before.seeds))
      const config = { ...before, seeds: joinSeeds(before.seeds, seeds) }
      const settings = expand(config)
      const text = canonicalJson(config)
      this.db.prepare('UPDATE experiments SET config = ?, digest = ? WHERE id = ?').run(text, digestBytes(text), id)
      const all = listSeeds(config.seeds)
      const origin = this.queries.runsOfExperiment(id)[0]?.origin ?? null
      const runs = this.insertRuns({ experiment: id, config, settings, seeds: all, wanted: wanted ?? ((_digest, seed) => !old.has(seed)), origin })
      return { experiment: this.queries.getExperiment(id), runs: this.queries.getRuns(runs) }
    })
  }

  /** The numbers of the new runs. */
  private insertRuns({ experiment, config, settings, seeds, wanted, origin }: NewRuns): number[] {
    const insert = this.db.prepare(
      `INSERT INTO runs (experiment, name, setting, seed, config, config_digest, status, kernels, epochs, colour, search_text, created_at,
         from_run, from_epoch)
       VALUES (?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?)`,
    )
    const newest = this.db.prepare<[], number>('SELECT colour FROM runs ORDER BY id DESC LIMIT 1').pluck().get() ?? 0
    const kept = this.db.prepare<[number, string], number>('SELECT colour FROM runs WHERE experiment = ? AND config_digest = ? ORDER BY id LIMIT 1').pluck()
    const created = this.time()
    const from = [origin?.run ?? null, origin?.epoch ?? null]
    return settings.flatMap(({ label, config: trial }, index) => {
      const name = label === '' ? config.name : `${config.name} · ${label}`
      const text = canonicalJson(trial)
      const digest = digestBytes(text)
      const colour = kept.get(experiment, digest) ?? ((newest + index) % colours) + 1
      const words = searchText({ name, setting: label, tags: [], note: '' })
      const chosen = seeds.filter((seed) => wanted(digest, seed))
      return chosen.map((seed) => {
        const run = Number(
          insert.run(experiment, name, label, seed, text, digest, trial.kernels, trial.epochs, colour, words, created, ...from).lastInsertRowid,
        )
        digestMarks(this.db, run)
        return run
      })
    })
  }

  private insertInitialWeights(experiment: number, { file, sha256 }: InitialWeights): void {
    if (digestBytes(file) !== sha256) throw new LabError('internal', `The initial weights of experiment ${experiment} arrived damaged`)
    this.db.prepare('INSERT INTO initial_weights (experiment, sha256, file) VALUES (?, ?, ?)').run(experiment, sha256, file)
  }

  /** The trial has its data and runs. Data other than at its first start is refused: it would be another trial. */
  start(run: number, { kernels, engineVersion, dataDigest }: TrialStart): RunRow {
    return this.write(() => {
      const { dataDigest: before } = this.queries.getRun(run)
      if (before !== null && before !== dataDigest) throw new LabError('conflict', `The data of run ${run} has changed since its first start: begin a new run`)
      this.changeStatus(run, 'running', null)
      this.db
        .prepare('UPDATE runs SET kernels = ?, engine_version = ?, data_digest = ?, started_at = coalesce(started_at, ?) WHERE id = ?')
        .run(kernels, engineVersion, dataDigest, this.time(), run)
      return this.queries.getRun(run)
    })
  }

  /** Throws a LabError `conflict` where the status may not follow the present one. */
  setStatus(run: number, status: RunStatus, message: string | null = null): RunRow {
    return this.write(() => {
      this.changeStatus(run, status, message)
      return this.queries.getRun(run)
    })
  }

  /**
   * Records epochs of one run, its models and its checkpoint as one transaction; when this returns they are on the disk.
   * Epochs must follow those recorded without gap. A run that was taken up at a checkpoint reports some again: their bits must be those
   * recorded, which stay. `last` and `best` models replace the earlier ones. Throws a LabError `conflict` that names the epoch.
   */
  recordBatch(run: number, batch: RunBatch): RunRow {
    return this.write(() => {
      const row = this.queries.getRun(run)
      if (row.status !== 'running' && row.status !== 'paused') throw new LabError('conflict', `Run ${run} is ${row.status}: nothing can be recorded for it`)
      this.insertEpochs(row, this.dropRepeated(row, batch.epochs))
      const reached = batch.epochs.at(-1)?.epoch ?? batch.checkpoint?.epoch ?? Infinity
      const repeating = row.last !== null && reached < row.last.epoch
      for (const model of batch.models) this.insertModel(run, model, repeating)
      if (batch.checkpoint) this.replaceCheckpoint(run, batch.checkpoint)
      recordAnswers(this.db, run, batch.answers ?? [])
      if (batch.rateChange) this.insertRateChange(run, batch.rateChange)
      return this.queries.getRun(run)
    })
  }

  /**
   * Queues a paused, stopped or interrupted run again. It goes on from its checkpoint, or from the start without one; what was recorded after
   * that point stays, and is compared with what the trial reports again.
   */
  takeUp(run: number): RunRow {
    return this.write(() => {
      const { trashedAt } = this.queries.getRun(run)
      if (trashedAt !== null) throw new LabError('conflict', `Run ${run} is in the trash: restore it first`)
      this.changeStatus(run, 'queued', null)
      return this.queries.getRun(run)
    })
  }

  /** Marks the runs that an earlier process left unfinished as interrupted and returns those that can be read. */
  interruptUnfinished(): RunRow[] {
    return this.write(() => {
      const open = this.db.prepare<[], number>("SELECT id FROM runs WHERE status IN ('queued', 'running', 'paused') ORDER BY id").pluck().all()
      for (const run of open) this.changeStatus(run, 'interrupted', 'The program ended before this run did')
      return this.queries.readableRuns(open)
    })
  }

  /** A run that has ended is sealed with its status; one that goes on has no seal. */
  private changeStatus(run: number, to: RunStatus, message: string | null): void {
    const from = this.queries.getStatus(run)
    if (!mayFollow(from, to)) throw new LabError('conflict', `Run ${run} is ${from}: it cannot become ${to}`)
    const finished = isFinal(to) ? this.time() : null
    this.db.prepare('UPDATE runs SET status = ?, message = ?, finished_at = ?, seal = NULL WHERE id = ?').run(to, message, finished, run)
    if (isForGood(to)) this.db.prepare('DELETE FROM checkpoints WHERE run = ?').run(run)
    if (isFinal(to)) sealRun(this.db, run)
    else unpackCurves(this.db, run)
  }

  private insertEpochs(row: RunRow, epochs: readonly EpochRecord[]): void {
    if (epochs.length === 0) return
    const insert = this.db.prepare<[EpochColumns]>(
      `INSERT INTO epochs (run, epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest)
       VALUES (@run, @epoch, @train_loss, @train_accuracy, @validation_loss, @validation_accuracy, @learning_rate, @seconds, @weight_digest)`,
    )
    let { last, best, seconds } = row
    for (const record of epochs) {
      const expected = last === null ? 0 : last.epoch + 1
      if (record.epoch !== expected || record.epoch > row.epochs) {
        const after = expected > row.epochs ? 'no epoch is left' : `epoch ${expected} is next`
        throw new LabError('conflict', `Run ${row.id} cannot record epoch ${record.epoch}: ${after}`)
      }
      insert.run(fromEpoch(row.id, record))
      last = record
      if (isBetter(record, best)) best = record
      seconds += record.seconds
    }
    this.updateSummary(row.id, last, best, seconds)
  }

  /** Keeps what came of training the run anew, in place of what came of it before; null where the run is gone. */
  recordVerification(run: number, result: Omit<VerificationResult, 'at'>): RunRow | null {
    return this.write(() => {
      const text = JSON.stringify({ ...result, at: this.time() } satisfies VerificationResult)
      const { changes } = this.db.prepare('UPDATE runs SET verification = ? WHERE id = ?').run(text, run)
      return changes === 0 ? null : this.queries.getRun(run)
    })
  }

  /**
   * Changes the learning rate of a paused run from the next epoch on of which nothing is learned yet. Throws a LabError `conflict` where none
   * is left.
   */
  changeRate(run: number, learningRate: number): RunRow {
    return this.write(() => {
      const { last, epochs, status } = this.queries.getRun(run)
      if (status !== 'paused') throw new LabError('conflict', `Run ${run} is ${status}: only that of a paused run can be changed here`)
      const checkpoint = this.db.prepare<[number], { epoch: number; batch: number }>('SELECT epoch, batch FROM checkpoints WHERE run = ?').get(run)
      // After some batches of an epoch the rest of it has the same rate; what is repeated from an earlier checkpoint has the rate that it had.
      const begun = checkpoint === undefined ? 0 : checkpoint.epoch + (checkpoint.batch > 0 ? 1 : 0)
      const epoch = Math.max(begun, last?.epoch ?? 0) + 1
      if (epoch > epochs) throw new LabError('conflict', `Run ${run} is in its last epoch: there is none after it that could have another learning rate`)
      this.insertRateChange(run, { epoch, learningRate })
      return this.queries.getRun(run)
    })
  }

  private insertRateChange(run: number, { epoch, learningRate }: RateChange): void {
    const { rateChanges, last } = this.queries.getRun(run)
    if (epoch <= (last?.epoch ?? 0)) throw new LabError('internal', `Epoch ${epoch} of run ${run} is recorded: its learning rate cannot change any more`)
    const changes = withRateChange<RecordedRateChange>(rateChanges, { epoch, learningRate, at: this.time() })
    if (changes.length > mostRateChanges) throw new LabError('conflict', tooManyRateChanges(run))
    this.db.prepare('UPDATE runs SET rate_changes = ? WHERE id = ?').run(JSON.stringify(changes), run)
  }

  /** The epochs that are not recorded yet. */
  private dropRepeated({ id, last }: RunRow, epochs: readonly EpochRecord[]): readonly EpochRecord[] {
    const known = last?.epoch ?? -1
    const select = this.db.prepare<[number, number], EpochColumns>('SELECT * FROM epochs WHERE run = ? AND epoch = ?')
    for (const record of epochs) {
      if (record.epoch > known) break
      const before = select.get(id, record.epoch)
      if (before === undefined || !isSameResult(toEpoch(before), record)) {
        throw new LabError(
          'conflict',
          `Epoch ${record.epoch} of run ${id} came to other numbers than those recorded: this computer or this program computes otherwise than when it began. What is recorded is kept; begin a new run`,
        )
      }
    }
    return epochs.filter(({ epoch }) => epoch > known)
  }

  private updateSummary(run: number, last: EpochScore | null, best: EpochScore | null, seconds: number): void {
    this.db
      .prepare(
        `UPDATE runs SET epochs_done = ?, seconds = ?,
           last_epoch = ?, last_train_loss = ?, last_train_accuracy = ?, last_validation_loss = ?, last_validation_accuracy = ?,
           best_epoch = ?, best_train_loss = ?, best_train_accuracy = ?, best_validation_loss = ?, best_validation_accuracy = ?
         WHERE id = ?`,
      )
      .run(last?.epoch ?? 0, seconds, ...fromScore(last), ...fromScore(best), run)
  }

  /** @param keepLater whether a stored model of a later epoch stays: the trial has not come there again yet */
  private insertModel(run: number, { kind, epoch, file, sha256 }: ModelSnapshot, keepLater: boolean): void {
    this.checkSnapshot(run, epoch, file, sha256, `${kind} model`)
    const target = kind === 'epoch' ? "(run, epoch) WHERE kind = 'epoch'" : "(run, kind) WHERE kind <> 'epoch'"
    this.db
      .prepare(
        `INSERT INTO models (run, kind, epoch, sha256, file) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT ${target} DO UPDATE SET epoch = excluded.epoch, sha256 = excluded.sha256, file = excluded.file
         ${keepLater ? 'WHERE excluded.epoch >= models.epoch' : ''}`,
      )
      .run(run, kind, epoch, sha256, file)
  }

  private replaceCheckpoint(run: number, { epoch, batch, state, sha256 }: CheckpointSnapshot): void {
    this.checkSnapshot(run, epoch, state, sha256, 'checkpoint')
    this.db.prepare('INSERT OR REPLACE INTO checkpoints (run, epoch, batch, sha256, state) VALUES (?, ?, ?, ?, ?)').run(run, epoch, batch, sha256, state)
  }

  /** What is stored belongs to a recorded epoch and arrived as it was sent. */
  private checkSnapshot(run: number, epoch: number, bytes: Uint8Array, sha256: string, what: string): void {
    const { epochsDone } = this.queries.getRun(run)
    if (epoch > epochsDone) throw new LabError('conflict', `The ${what} of run ${run} is of epoch ${epoch}, but only ${epochsDone} are recorded`)
    if (digestBytes(bytes) !== sha256) throw new LabError('internal', `The ${what} of run ${run} arrived damaged: its SHA-256 does not match`)
  }

  private write<T>(work: () => T): T {
    return writeTransaction(this.db, work)
  }

  private time(): string {
    return this.now().toISOString()
  }
}

export function tooManyRateChanges(run: number): string {
  return `Run ${run} has ${mostRateChanges} changes of its learning rate, which is as many as a run takes: end it, and begin a new one`
}

/** Whether two records of an epoch agree in everything that configuration and seed decide; the time that it took is not that. */
function isSameResult(a: EpochRecord, b: EpochRecord): boolean {
  const same = (one: Score, other: Score) => one.loss === other.loss && one.accuracy === other.accuracy
  return a.weightDigest === b.weightDigest && a.learningRate === b.learningRate && same(a.train, b.train) && same(a.validation, b.validation)
}

function expand(config: ExperimentConfig): Setting[] {
  const settings = expandSettings(config)
  if (settings.ok) return settings.value
  const [problem] = settings.problems
  throw new LabError('invalid', problem?.message ?? 'The experiment is not valid', problem?.field)
}
