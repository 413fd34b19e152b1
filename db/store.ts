/** The laboratory's memory: one folder, one database, one writer, any number of readers. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ArchiveSummary, ExportReport, ImportReport } from '../src/api/archive'
import { LabError } from '../src/api/failure'
import type { DataFolder, RunRow } from '../src/api/records'
import type { Notice, NoticeContent, RecoveryReport, SalvageReport } from '../src/api/storage'
import { importArchive } from './archive/import'
import { lookIntoArchive } from './archive/look'
import { writeArchive } from './archive/write'
import { backupBeforeMigration } from './backup'
import { systemClock, type Clock } from './clock'
import { createDataFolder, databaseName } from './data-folder'
import { Datasets } from './datasets'
import { assertDurable, openForReading, openForWriting, writeTransaction, type Connection } from './driver'
import { Drawings } from './drawings'
import { DrawingSets } from './drawing-sets'
import { guarded } from './errors'
import { makePrivate } from './files'
import { takeLock } from './lock'
import { checkSchema, latest, migrate } from './migrate'
import { addNotice, listNotices, readNotice } from './notices'
import { Queries } from './queries'
import { Recorder } from './recorder'
import { RunEditor } from './run-editor'
import { salvageFile } from './salvage'
import { SavedViews } from './saved-views'
import { makeSound } from './sound'
import { WatchedDrawings } from './watched-drawings'

/** What a process that only reads may do; it works beside a writer. */
export interface Store {
  readonly queries: Queries
  /** To list; saving takes a writer. */
  readonly views: Pick<SavedViews, 'list'>
  readonly drawings: Pick<Drawings, 'count' | 'list' | 'get'>
  readonly drawingSets: Pick<DrawingSets, 'content' | 'find' | 'members'>
  readonly watched: Pick<WatchedDrawings, 'runs' | 'list' | 'curves'>
  readonly datasets: Pick<Datasets, 'list' | 'get' | 'find' | 'path' | 'runsOf'>
  /** Version of SQLite. */
  readonly sqlite: string
  info(): DataFolder
  /** Writes runs with all that belongs to them into a new file; see `writeArchive`. */
  exportArchive(request: { runs: readonly number[]; file: string; program: string }): Promise<ExportReport>
  /** What an archive says of itself; see `lookIntoArchive`. */
  lookIntoArchive(file: string): ArchiveSummary
  close(): void
}

/** What the one writer may do besides. */
export interface WritableStore extends Store {
  readonly recorder: Recorder
  readonly editor: RunEditor
  readonly views: SavedViews
  readonly drawings: Drawings
  readonly drawingSets: DrawingSets
  readonly watched: WatchedDrawings
  readonly datasets: Datasets
  /** The runs that an earlier process left unfinished; they are marked as interrupted now. */
  readonly interrupted: readonly RunRow[]
  /** What happened to a damaged database that was found at this start; its notice is stored too. */
  readonly recovery: RecoveryReport | null
  /** Nothing was ever recorded here, not even a run that is gone since. */
  readonly untouched: boolean
  /** The database is so large that its check was left for the background. */
  readonly deferred: boolean
  readonly notices: {
    list(): Notice[]
    add(content: NoticeContent): void
    read(notice: number): void
  }
  /** Takes over from another database file what this one lacks, see db/salvage.ts. */
  salvage(file: string): SalvageReport
  /** Takes note that another connection has put a whole other content into the database. */
  replaced(): void
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
 * version is refused and left as it is, byte for byte. A writer finds damage and recovers from it, and takes a backup before it migrates.
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
    views: new SavedViews(db, now),
    drawings: new Drawings(db, now),
    drawingSets: new DrawingSets(db, now),
    watched: new WatchedDrawings(db, now),
    datasets: new Datasets(db, folder, now),
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
    lookIntoArchive,
    close: () => db.close(),
  }
}

function openWriter({ folder, program, now = systemClock }: StoreOptions): WritableStore {
  createDataFolder(folder)
  const path = join(folder, databaseName)
  makePrivate(`${path}.lock`)
  const lock = takeLock(`${path}.lock`, program)
  try {
    const { recovery, deferred } = makeSound(folder, now)
    makePrivate(path)
    const db = openForWriting(path)
    try {
      guarded(path, () => {
        const version = checkSchema(db)
        if (version > 0 && version < latest()) backupBeforeMigration(db, folder, now())
        migrate(db, now)
        assertDurable(db)
      })
      const reader = createReader(db, folder, now)
      const recorder = new Recorder(db, reader.queries, now)
      const editor = new RunEditor(db, reader.queries, now)
      editor.purgeTrash()
      return {
        ...reader,
        recorder,
        editor,
        views: new SavedViews(db, now),
        drawings: new Drawings(db, now),
        drawingSets: new DrawingSets(db, now),
        watched: new WatchedDrawings(db, now),
        datasets: new Datasets(db, folder, now),
        interrupted: recorder.interruptUnfinished(),
        recovery,
        untouched: neverHeldRuns(db),
        deferred,
        notices: {
          list: () => guarded(path, () => listNotices(db)),
          add: (content) => writeTransaction(db, () => addNotice(db, content, now())),
          read: (notice) => readNotice(db, notice, now()),
        },
        importArchive: (file) => importArchive({ db, queries: reader.queries, datasets: reader.datasets, file, pause }),
        salvage: (file) => guarded(path, () => salvageFile(file, db)),
        replaced: () => {
          assertDurable(db)
          recorder.interruptUnfinished()
        },
        close: () => {
          db.close()
          lock.release()
        },
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

/** SQLite keeps the highest number that an experiment ever had. */
function neverHeldRuns(db: Connection): boolean {
  return db.prepare<[], number>("SELECT count(*) FROM sqlite_sequence WHERE name = 'experiments' AND seq > 0").pluck().get() === 0
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
