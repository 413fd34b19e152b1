/**
 * The archive of runs: one SQLite file of its own, marked by application id and version.
 *
 * Why SQLite: the program already carries it, it is read and written row by row in bounded memory, a file of it cannot unpack to more than
 * it is, names no paths, and any tool for SQLite shows what is inside. What a stranger may have put into such a file is held off in this
 * order: size, magic, version and journal mode are read from the first 100 bytes before SQLite sees the file; the schema must be these
 * statements, letter for letter, so that there are no views, triggers or virtual tables; every page is checked; every value is measured
 * before it is read and passes a schema of its own; every model, checkpoint and run has a SHA-256, and so has the whole.
 *
 * Numbers of experiments and runs count from 1 within the archive. Times are ISO 8601 in UTC; configurations are canonical JSON.
 */
import { mostArchiveBytes } from '../../src/api/archive'
import { limits } from '../../src/engine/config/limits'
import { drawnLongValues, drawnTables } from './drawn'
import { ownDataTables } from './own-data'

/** "BPLA" as a big-endian integer, in bytes 68 to 71 of the file. */
export const applicationId = 0x42504c41
/** In bytes 60 to 63 of the file. */
export const archiveVersion = 4
/**
 * 2 added what a run and its experiment began with, the seal, the seconds that it covers, what there is to say of drawings, and the sets of
 * them that runs train with; 3 added changes of the learning rate; 4 the names of the data sets that runs train on. An archive of an earlier
 * version is read as one that says nothing of them.
 */
const archiveVersions = [1, 2, 3, archiveVersion] as const
export type ArchiveVersion = (typeof archiveVersions)[number]

/** Null for a number that is none. */
export function readableVersion(version: number): ArchiveVersion | null {
  return archiveVersions.find((known) => known === version) ?? null
}

/** The columns of runs that version 1 had not. */
const addedBy2 = `,
  from_run INTEGER,
  from_epoch INTEGER,
  seconds REAL,
  seal TEXT`
/** The one that version 2 had not. */
const addedBy3 = `,
  rate_changes TEXT NOT NULL`

const runsTable = (added: string) => `CREATE TABLE runs (
  number INTEGER PRIMARY KEY,
  experiment INTEGER NOT NULL,
  name TEXT NOT NULL,
  setting TEXT NOT NULL,
  seed INTEGER NOT NULL,
  config TEXT NOT NULL,
  config_digest TEXT NOT NULL,
  status TEXT NOT NULL,
  message TEXT,
  kernels TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  data_digest TEXT,
  epochs INTEGER NOT NULL,
  colour INTEGER NOT NULL,
  tags TEXT NOT NULL,
  note TEXT NOT NULL,
  pinned INTEGER NOT NULL,
  archived INTEGER NOT NULL,
  locked INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  content_digest TEXT NOT NULL${added}
) STRICT`

const tablesOfVersion1 = {
  manifest: `CREATE TABLE manifest (
  program TEXT NOT NULL,
  created_at TEXT NOT NULL,
  experiments INTEGER NOT NULL,
  runs INTEGER NOT NULL,
  drawings INTEGER NOT NULL,
  content_digest TEXT NOT NULL
) STRICT`,
  experiments: `CREATE TABLE experiments (
  number INTEGER PRIMARY KEY,
  config TEXT NOT NULL,
  digest TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT`,
  runs: runsTable(''),
  epochs: `CREATE TABLE epochs (
  run INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  train_loss REAL,
  train_accuracy REAL,
  validation_loss REAL,
  validation_accuracy REAL,
  learning_rate REAL NOT NULL,
  seconds REAL NOT NULL,
  weight_digest TEXT NOT NULL,
  PRIMARY KEY (run, epoch)
) STRICT, WITHOUT ROWID`,
  models: `CREATE TABLE models (
  number INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  kind TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  file BLOB NOT NULL
) STRICT`,
  models_of_run: 'CREATE INDEX models_of_run ON models (run)',
  checkpoints: `CREATE TABLE checkpoints (
  run INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  state BLOB NOT NULL
) STRICT`,
  drawings: `CREATE TABLE drawings (
  number INTEGER PRIMARY KEY,
  strokes TEXT NOT NULL,
  label TEXT,
  note TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT`,
} as const

const tablesOfVersion2 = {
  ...tablesOfVersion1,
  runs: runsTable(addedBy2),
  initial_weights: `CREATE TABLE initial_weights (
  experiment INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  file BLOB NOT NULL
) STRICT`,
  ...drawnTables,
} as const

const tablesOfVersion3 = { ...tablesOfVersion2, runs: runsTable(addedBy2 + addedBy3) } as const

/** What an archive of this version is written with. */
export const tables = { ...tablesOfVersion3, ...ownDataTables } as const

const tablesOfVersions = { 1: tablesOfVersion1, 2: tablesOfVersion2, 3: tablesOfVersion3, 4: tables } as const

/** The statements that make an archive of a version, by name. */
export function tablesOf(version: ArchiveVersion): Readonly<Record<string, string>> {
  return tablesOfVersions[version]
}

/** Rows of each table at most: as many as one export can name. */
export const mostRows = {
  experiments: limits.trials,
  runs: limits.trials,
  drawings: 100_000,
} as const

/** Bytes of one value at most; SQLite itself takes values of up to a thousand million. */
export const mostBytes = {
  archive: mostArchiveBytes,
  config: 4 * 1024 * 1024,
  text: 64 * 1024,
  strokes: 1024 * 1024,
  rateChanges: 256 * 1024,
  blob: 1_000_000_000,
} as const

type LongValues = Readonly<Record<string, Readonly<Record<string, number>>>>

const longValuesOfVersion1 = {
  manifest: { program: mostBytes.text, created_at: mostBytes.text, content_digest: mostBytes.text },
  experiments: { config: mostBytes.config, digest: mostBytes.text, created_at: mostBytes.text },
  runs: {
    name: mostBytes.text,
    setting: mostBytes.text,
    config: mostBytes.config,
    config_digest: mostBytes.text,
    status: mostBytes.text,
    message: mostBytes.text,
    kernels: mostBytes.text,
    engine_version: mostBytes.text,
    data_digest: mostBytes.text,
    tags: mostBytes.text,
    note: mostBytes.text,
    created_at: mostBytes.text,
    started_at: mostBytes.text,
    finished_at: mostBytes.text,
    content_digest: mostBytes.text,
  },
  epochs: { weight_digest: mostBytes.text },
  models: { kind: mostBytes.text, sha256: mostBytes.text, file: mostBytes.blob },
  checkpoints: { sha256: mostBytes.text, state: mostBytes.blob },
  drawings: { strokes: mostBytes.strokes, label: mostBytes.text, note: mostBytes.text, created_at: mostBytes.text },
} as const

/** The values of each table that can be long, with the bytes each may have. */
export function longValuesOf(version: ArchiveVersion): LongValues {
  if (version === 1) return longValuesOfVersion1
  return {
    ...longValuesOfVersion1,
    runs: { ...longValuesOfVersion1.runs, seal: mostBytes.text, ...(version > 2 && { rate_changes: mostBytes.rateChanges }) },
    initial_weights: { sha256: mostBytes.text, file: mostBytes.blob },
    ...drawnLongValues,
    ...(version > 3 && { datasets: { digest: mostBytes.text, name: mostBytes.text } }),
  }
}
