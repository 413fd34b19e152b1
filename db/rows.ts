/** Rows of the database as the records that every side sees, and back. */
import { LabError } from '../src/api/failure'
import { foldText } from '../src/api/fold-text'
import { recordedRateChangesSchema, type RecordedRateChange } from '../src/api/rate-changes'
import { runStatuses, type ExperimentRow, type ModelKind, type ModelRow, type RunOrigin, type RunRow, type RunStatus } from '../src/api/records'
import { verificationResultSchema, type VerificationResult } from '../src/api/verification'
import { experimentSchema, trialSchema, type ExperimentConfig, type TrialConfig } from '../src/engine/config/experiment'
import type { EpochRecord, EpochScore, Score } from '../src/engine/training/records'
import { digestBytes } from './digest'

type ScoreColumns<Prefix extends 'last' | 'best'> = Record<`${Prefix}_epoch`, number | null> &
  Record<`${Prefix}_${'train' | 'validation'}_${'loss' | 'accuracy'}`, number | null>

/** A row of `runs`, as SQLite returns it. */
export interface RunColumns extends ScoreColumns<'last'>, ScoreColumns<'best'> {
  id: number
  experiment: number
  name: string
  setting: string
  seed: number
  config: string
  config_digest: string
  status: RunStatus
  message: string | null
  kernels: string
  engine_version: string
  data_digest: string | null
  epochs: number
  epochs_done: number
  seconds: number
  colour: number
  tags: string
  note: string
  search_text: string
  pinned: number
  archived: number
  locked: number
  trashed_at: string | null
  created_at: string
  started_at: string | null
  finished_at: string | null
  from_run: number | null
  from_epoch: number | null
  rate_changes: string
  verification: string | null
  seal: string | null
  marks_digest: string | null
}

/** Whether a row has columns for digests: a database of schema 1 has none. */
export function hasSeals(row: Partial<Pick<RunColumns, 'seal' | 'marks_digest'>>): boolean {
  return row.seal !== undefined && row.marks_digest !== undefined
}

/** A row of `epochs`. */
export interface EpochColumns {
  run: number
  epoch: number
  train_loss: number | null
  train_accuracy: number | null
  validation_loss: number | null
  validation_accuracy: number | null
  learning_rate: number
  seconds: number
  weight_digest: string
}

export interface ExperimentColumns {
  id: number
  config: string
  digest: string
  name: string
  created_at: string
}

export interface ModelColumns {
  run: number
  kind: ModelKind
  epoch: number
  sha256: string
  bytes: number
}

/** Reads stored configurations; equal texts, as the trials of one setting have, are checked and parsed once. */
export class ConfigReader {
  private readonly byText = new Map<string, TrialConfig>()
  private readonly byDigest = new Map<string, TrialConfig>()

  trial(text: string, digest: string, owner: string): TrialConfig {
    const known = this.byText.get(text)
    if (known) return known
    const config = parseConfig(trialSchema, text, digest, owner)
    this.byText.set(text, config)
    this.byDigest.set(digest, config)
    return config
  }

  /** A configuration that was read before under this digest. */
  known(digest: string): TrialConfig | undefined {
    return this.byDigest.get(digest)
  }
}

interface Schema<T> {
  safeParse(input: unknown): { success: true; data: T } | { success: false }
}

function parseConfig<T>(schema: Schema<T>, text: string, digest: string, owner: string): T {
  const parsed = digestBytes(text) === digest ? schema.safeParse(parseJson(text)) : undefined
  if (!parsed?.success) throw new LabError('data', `The stored configuration of ${owner} is damaged`)
  return parsed.data
}

export function toExperiment(row: ExperimentColumns): ExperimentRow {
  const config: ExperimentConfig = parseConfig(experimentSchema, row.config, row.digest, `experiment ${row.id}`)
  return { id: row.id, name: row.name, config, createdAt: row.created_at }
}

/** Throws a LabError `data` that names the run where something in the row cannot have been stored. */
export function toRun(row: RunColumns, configs: ConfigReader): RunRow {
  return toRunWith(row, configs.trial(row.config, row.config_digest, `run ${row.id}`))
}

/** A row of `runs` without what is long and seldom needed. */
export type ListedColumns = Omit<RunColumns, 'config' | 'search_text' | 'started_at' | 'seal' | 'marks_digest'>

/** The same where the configuration is at hand. */
export function toRunWith(row: ListedColumns, config: TrialConfig): RunRow {
  if (!runStatuses.includes(row.status)) throw new LabError('data', `The stored status of run ${row.id} is damaged`)
  return {
    id: row.id,
    experiment: row.experiment,
    name: row.name,
    setting: row.setting,
    seed: row.seed,
    configDigest: row.config_digest,
    config,
    status: row.status,
    message: row.message,
    kernels: row.kernels,
    engineVersion: row.engine_version,
    dataDigest: row.data_digest,
    epochs: row.epochs,
    epochsDone: row.epochs_done,
    last: toScore(row.last_epoch, [row.last_train_loss, row.last_train_accuracy], [row.last_validation_loss, row.last_validation_accuracy]),
    best: toScore(row.best_epoch, [row.best_train_loss, row.best_train_accuracy], [row.best_validation_loss, row.best_validation_accuracy]),
    seconds: row.seconds,
    colour: row.colour,
    tags: toTags(row),
    note: row.note,
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    locked: row.locked === 1,
    trashedAt: row.trashed_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    origin: toOrigin(row),
    rateChanges: toRateChanges(row),
    verified: toVerified(row),
  }
}

/** A row of an older schema has no such columns. */
function toOrigin({ from_run: run = null, from_epoch: epoch = null }: Partial<Pick<RunColumns, 'from_run' | 'from_epoch'>>): RunOrigin | null {
  return run === null || epoch === null ? null : { run, epoch }
}

/** What a run without changes of its rate has. */
export const noRateChanges = '[]'

function toRateChanges({ id, rate_changes: text = noRateChanges }: Pick<RunColumns, 'id'> & Partial<Pick<RunColumns, 'rate_changes'>>): RecordedRateChange[] {
  if (text === noRateChanges) return []
  const parsed = recordedRateChangesSchema.safeParse(parseJson(text))
  if (!parsed.success) throw new LabError('data', `The stored changes of the learning rate of run ${id} are damaged`)
  return parsed.data
}

function toVerified({ id, verification = null }: Pick<RunColumns, 'id'> & Partial<Pick<RunColumns, 'verification'>>): VerificationResult | null {
  if (verification === null) return null
  const parsed = verificationResultSchema.safeParse(parseJson(verification))
  if (!parsed.success) throw new LabError('data', `The stored verification of run ${id} is damaged`)
  return parsed.data
}

type Pair = [loss: number | null, accuracy: number | null]

function toScore(epoch: number | null, train: Pair, validation: Pair): EpochScore | null {
  if (epoch === null) return null
  return { epoch, train: { loss: train[0], accuracy: train[1] }, validation: { loss: validation[0], accuracy: validation[1] } }
}

function toTags(row: Pick<RunColumns, 'id' | 'tags'>): string[] {
  const tags = parseJson(row.tags)
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string')) throw new LabError('data', `The stored tags of run ${row.id} are damaged`)
  return tags
}

/** Undefined for what is no JSON: only damage puts that into the database. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function toEpoch(row: EpochColumns): EpochRecord {
  return {
    epoch: row.epoch,
    train: { loss: row.train_loss, accuracy: row.train_accuracy },
    validation: { loss: row.validation_loss, accuracy: row.validation_accuracy },
    learningRate: row.learning_rate,
    seconds: row.seconds,
    weightDigest: row.weight_digest,
  }
}

/** Refuses what is no finite number: SQLite would store NaN as "no value". */
export function fromEpoch(run: number, record: EpochRecord): EpochColumns {
  const where = `epoch ${record.epoch} of run ${run}`
  return {
    run,
    epoch: record.epoch,
    train_loss: finite(record.train.loss, `training loss in ${where}`),
    train_accuracy: finite(record.train.accuracy, `training accuracy in ${where}`),
    validation_loss: finite(record.validation.loss, `validation loss in ${where}`),
    validation_accuracy: finite(record.validation.accuracy, `validation accuracy in ${where}`),
    learning_rate: record.learningRate,
    seconds: record.seconds,
    weight_digest: record.weightDigest,
  }
}

function finite(value: Score[keyof Score], what: string): number | null {
  if (value === null || Number.isFinite(value)) return value
  throw new LabError('internal', `The ${what} is ${value}: only finite numbers are recorded`)
}

/** The columns of a run's last or best epoch. */
export function fromScore(score: EpochScore | null): [number | null, number | null, number | null, number | null, number | null] {
  if (score === null) return [null, null, null, null, null]
  return [score.epoch, score.train.loss, score.train.accuracy, score.validation.loss, score.validation.accuracy]
}

export function toModel(row: ModelColumns): ModelRow {
  return { run: row.run, kind: row.kind, epoch: row.epoch, sha256: row.sha256, bytes: row.bytes }
}

/** What the search looks in: the words of a run without regard to upper and lower case. */
export function searchText(run: Pick<RunRow, 'name' | 'setting' | 'tags' | 'note'>): string {
  return foldText([run.name, run.setting, ...run.tags, run.note].join('\n'))
}
