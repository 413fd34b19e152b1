/**
 * Backups: SQLite's own copy of a moment, taken beside the writer. A backup appears under its name when it is checked and on the disk, and
 * only then may an older one of its kind go. Each is a single file that any SQLite can open.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { LabError } from '../src/api/failure'
import { backupKinds, type Backup, type BackupContents, type BackupKind } from '../src/api/storage'
import { checkDatabase, quickCheck } from './check'
import { databaseName } from './data-folder'
import { openForReading, type Connection } from './driver'
import { guarded, toLabError } from './errors'
import { momentOf, publish, removeDatabase, stampOf } from './files'

/** How many of each kind are kept. */
export const keptBackups: Record<BackupKind, number> = { migration: 2, finished: 3, daily: 7, manual: 5 }

/** Pages that are copied at once: 10 MB, so that a copy can be ended between two steps. */
const pagesPerStep = 2500
const allPages = 2 ** 31 - 1
/** Room that a backup leaves on the disk for what is being recorded. */
const spareBytes = 64 * 1024 ** 2

/** How a copy is checked before it counts. */
type CopyCheck = 'none' | 'quick' | 'full'

export interface BackupOptions {
  /** The data folder. */
  folder: string
  kind: BackupKind
  now: Date
}

export function backupFolder(folder: string): string {
  return join(folder, 'backups')
}

/**
 * Takes a backup and removes the oldest of its kind. Daily and manual ones are checked in full, the others for their structure.
 * Throws a LabError `data` where there is no room, or where the copy, and with it the database, is damaged: then older backups stay.
 */
export async function takeBackup({ folder, kind, now }: BackupOptions): Promise<Backup> {
  const { part, target } = prepare(folder, kind, now)
  await copyTo(join(folder, databaseName), part, kind === 'daily' || kind === 'manual' ? 'full' : 'quick')
  return finish(folder, part, target)
}

/** Writes a backup to a file of the user's choice, checked in full. Throws a LabError `conflict` where the file exists. */
export async function writeBackup(folder: string, target: string): Promise<void> {
  if (existsSync(target)) throw new LabError('conflict', `${target} exists: name a new file`)
  if (!existsSync(dirname(target))) throw new LabError('not-found', `The folder of ${target} does not exist`)
  const part = `${target}.part`
  await copyTo(join(folder, databaseName), part, 'full')
  publish(part, target)
}

/** Copies the database as it is, damaged or not, to where it is kept while another takes its place. */
export async function copyAside(folder: string, target: string): Promise<void> {
  const part = `${target}.part`
  await copyTo(join(folder, databaseName), part, 'none')
  publish(part, target)
}

/**
 * Replaces the content of a database that others have open, in one transaction: they see the old content or the new one, and a kill
 * leaves one of both.
 */
export async function copyInto(file: string, target: string): Promise<void> {
  const source = openForReading(file)
  try {
    await source.backup(target, { progress: () => allPages })
  } catch (error) {
    throw toLabError(error, target)
  } finally {
    source.close()
  }
}

/**
 * The backup before a migration. Nothing else can happen before it is there, so it is taken in one go, by the statement that SQLite has
 * for that.
 */
export function backupBeforeMigration(db: Connection, folder: string, now: Date): Backup {
  const { part, target } = prepare(folder, 'migration', now)
  const copy = () => {
    removeDatabase(part)
    db.prepare('VACUUM INTO ?').run(part)
    checkCopy(part, 'quick')
  }
  cleanUp(part, () => guarded(part, copy))
  return finish(folder, part, target)
}

/** Newest first. */
export function listBackups(folder: string): Backup[] {
  const backups = backupFolder(folder)
  if (!existsSync(backups)) return []
  const named = readdirSync(backups).flatMap((file) => {
    const known = parseName(file)
    return known ? [{ file, path: join(backups, file), ...known }] : []
  })
  return named
    .sort((a, b) => (a.takenAt < b.takenAt ? 1 : a.takenAt > b.takenAt ? -1 : 0))
    .map((backup) => ({ ...backup, bytes: statSync(backup.path).size, holds: readContents(backup.path) }))
}

/** What a database holds, in numbers; null where it cannot be read. */
export function readContents(path: string): BackupContents | null {
  try {
    const db = openForReading(path)
    try {
      const count = (table: string) => db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0
      const newest = db.prepare<[], string>('SELECT created_at FROM runs ORDER BY id DESC LIMIT 1').pluck().get() ?? null
      return { schema: Number(db.pragma('user_version', { simple: true })), experiments: count('experiments'), runs: count('runs'), newest }
    } finally {
      db.close()
    }
  } catch {
    // Whatever is wrong with it, it is none that can be restored.
    return null
  }
}

function prepare(folder: string, kind: BackupKind, now: Date): { part: string; target: string } {
  const backups = backupFolder(folder)
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  // Only one backup is taken at a time: what is there of another was left by a process that ended.
  for (const file of readdirSync(backups)) if (file.endsWith('.part')) removeDatabase(join(backups, file))
  const target = join(backups, `lab-${stampOf(now)}-${kind}.sqlite`)
  return { part: `${target}.part`, target }
}

async function copyTo(path: string, part: string, check: CopyCheck): Promise<void> {
  if (!existsSync(path)) throw new LabError('not-found', `There is no database ${path} yet: train something first`)
  requireRoom(path, dirname(part))
  const source = openForReading(path)
  try {
    await cleanUpLater(part, async () => {
      // A transaction holds the moment: without it every commit of the writer would begin the copy anew.
      source.exec('BEGIN')
      source.prepare('SELECT count(*) FROM sqlite_schema').get()
      await source.backup(part, { progress: () => pagesPerStep })
      guarded(part, () => checkCopy(part, check))
    })
  } finally {
    source.close()
  }
}

function requireRoom(path: string, folder: string): void {
  const needed = statSync(path).size + spareBytes
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize >= needed) return
  throw new LabError('data', `There is no room for a backup in ${folder}: it takes ${Math.ceil(needed / 1e6)} MB`)
}

/** Makes the copy a single file and checks it. */
function checkCopy(part: string, check: CopyCheck): void {
  chmodSync(part, 0o600)
  const db = new Database(part)
  try {
    db.pragma('journal_mode = DELETE')
    const problems = findProblems(db, check)
    const [first] = problems
    if (first !== undefined) {
      throw new LabError('data', `No backup was kept, because the database is damaged (${problems.length} found): ${first}. Older backups are still there`)
    }
  } finally {
    db.close()
  }
}

function findProblems(db: Connection, check: CopyCheck): string[] {
  switch (check) {
    case 'none':
      return []
    case 'quick':
      return quickCheck(db)
    case 'full':
      return checkDatabase(db).problems.map(({ message }) => message)
  }
}

function finish(folder: string, part: string, target: string): Backup {
  publish(part, target)
  const backups = listBackups(folder)
  const taken = backups.find(({ path }) => path === target)
  if (!taken) throw new LabError('data', `The backup ${target} has vanished`)
  for (const kind of backupKinds) {
    const old = backups.filter((backup) => backup.kind === kind).slice(keptBackups[kind])
    // After a clock was set back the new one looks like the oldest.
    for (const { path } of old) if (path !== target) rmSync(path, { force: true })
  }
  return taken
}

function cleanUp(part: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    removeDatabase(part)
    throw error
  }
}

async function cleanUpLater(part: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    removeDatabase(part)
    throw error
  }
}

function parseName(file: string): { kind: BackupKind; takenAt: string } | null {
  const [, stamp = '', word] = /^lab-(\w+)-([a-z]+)\.sqlite$/.exec(file) ?? []
  const takenAt = momentOf(stamp)
  const kind = backupKinds.find((one) => one === word)
  return takenAt !== null && kind !== undefined ? { kind, takenAt } : null
}
