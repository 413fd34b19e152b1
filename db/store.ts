/** The laboratory's memory: one folder, one database, one writer, any number of readers. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ExportReport, ImportReport } from '../src/api/archive'
import { LabError } from '../src/api/failure'
import type { DataFolder, RunRow } from '../src/api/records'
import { importArchive } from './archive/import'
import { writeArchive } from './archive/write'
import { systemClock, type Clock } from './clock'
import { createDataFolder, databaseName } from './data-folder'
import { assertDurable, openForReading, openForWriting, type Connection } from './driver'
import { guarded } from './errors'
import { takeLock } from './lock'
import { checkSchema, latest, migrate } from './migrate'
import { Queries } from './queries'
import { Recorder } from './recorder'
import { RunEditor } from './run-editor'

/** What a process that only reads may do; it works beside a writer. */
export interface Store {
  readonly queries: Queries
  /** Version of SQLite. */
  readonly sqlite: string
  info(): DataFolder
  /** Writes runs with all that belongs to them into a new file; see `writeArchive`. */
  exportArchive(request: { runs: readonly number[]; file: string; program: string }): Promise<ExportReport>
  close(): void
}

/** What the one writer may do besides. */
export interface WritableStore extends Store {
  readonly recorder: Recorder
  readonly editor: RunEditor
  /** The runs that an earlier process left unfinished; they are marked as interrupted now. */
  readonly interrupted: readonly RunRow[]
  /** Adds what an archive holds; see `importArchive`. */
  importArchive(file: string): Promise<ImportReport>
}

export interface StoreOptions {
  /** The data folder; a writer creates it. */
  folder: string
  mode: 'write' | 'read'
  /** What the holder of the lock is called in messages: "Backprop Lab", "lab train". */
  program: string
  now?: Clock
}

/**
 * Opens the store. Throws a LabError: `busy` where another process writes (its name and process id are in the message),
 * `not-found` where there is nothing to read yet, `data` where the folder or the file cannot be used. A database from a newer
 * version is refused and left as it is, byte for byte.
 */
export function openStore(options: StoreOptions & { mode: 'write' }): WritableStore
export function openStore(options: StoreOptions & { mode: 'read' }): Store
export function openStore(options: StoreOptions): Store | WritableStore {
  return options.mode === 'write' ? openWriter(options) : openReader(options)
}

function openReader({ folder, now = systemClock }: StoreOptions): Store {
  const path = join(folder, databaseName)
  if (!existsSync(path)) throw new LabError('not-found', `There is no data in ${folder} yet: train something first`)
  const db = openForReading(path)
  try {
    const version = guarded(path, () => checkSchema(db))
    if (version < latest()) {
      throw new LabError(
        'conflict',
        `${path} was written by an older Backprop Lab (schema ${version}): start the program once, and it brings the file up to date`,
      )
    }
    return createReader(db, folder, now)
  } catch (error) {
    db.close()
    throw error
  }
}

function createReader(db: Connection, folder: string, now: Clock): Store {
  const sqlite = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? 'unknown'
  return {
    queries: new Queries(db),
    sqlite,
    info: () => folderInfo(folder),
    async exportArchive(request) {
      const source = openForReading(join(folder, databaseName))
      try {
        return await writeArchive(source, { ...request, now, pause })
      } finally {
        source.close()
      }
    },
    close: () => db.close(),
  }
}

function openWriter({ folder, program, now = systemClock }: StoreOptions): WritableStore {
  createDataFolder(folder)
  const path = join(folder, databaseName)
  const lock = takeLock(`${path}.lock`, program)
  try {
    refuseForeign(path)
    const db = openForWriting(path)
    try {
      guarded(path, () => {
        migrate(db, now)
        assertDurable(db)
      })
      const reader = createReader(db, folder, now)
      const recorder = new Recorder(db, reader.queries, now)
      const close = () => {
        db.close()
        lock.release()
      }
      const { queries } = reader
      return {
        ...reader,
        recorder,
        editor: new RunEditor(db, queries, now),
        interrupted: recorder.interruptUnfinished(),
        importArchive: (file) => importArchive({ db, queries, file, pause }),
        close,
      }
    } catch (error) {
      db.close()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Looks at the file through a connection that cannot write: a writer would fold the log of a newer version into it when it closes. */
function refuseForeign(path: string): void {
  if (!existsSync(path) || statSync(path).size === 0) return
  const db = openForReading(path)
  try {
    guarded(path, () => checkSchema(db))
  } finally {
    db.close()
  }
}

/** Lets the process do other work in between. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function folderInfo(folder: string): DataFolder {
  const database = join(folder, databaseName)
  const databaseBytes = [database, `${database}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
  return { folder, database, databaseBytes }
}
