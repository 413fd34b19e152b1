/**
 * What becomes of a damaged database at the start: the newest good backup is restored, what the damaged file still holds is salvaged into
 * it, and the damaged file is kept under another name. Where no backup can be used it begins with an empty database.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LabError } from '../src/api/failure'
import type { Backup, RecoveryReport, SalvageReport } from '../src/api/storage'
import { listBackups } from './backup'
import { checkFile } from './check'
import { unlessDamaged } from './damage'
import { databaseName } from './data-folder'
import { openAsItIs, openForReading, openForWriting, type Connection } from './driver'
import { guarded } from './errors'
import { makePrivate, removeDatabase } from './files'
import { checkSchema, latest, migrate } from './migrate'
import { addNotice } from './notices'
import { asidePath, partPath, replaceDatabase } from './replace'
import { salvageFile } from './salvage'

/** How many of the faults a report names. */
const named = 5

/**
 * Recovers a database of which `problems` were found. Call it under the writer's lock, with the database closed. A kill in the middle
 * leaves the damaged file in its place, or the new one. What happened is stored in the new database as a notice.
 */
export function recover(folder: string, problems: readonly string[], now: Date): RecoveryReport {
  const path = join(folder, databaseName)
  const part = partPath(folder)
  removeDatabase(part)
  const backup = newestGoodBackup(folder)
  if (backup) copyDatabase(backup.path, part)
  const salvaged = inDatabase(part, now, (db) => salvageFile(path, db))
  const report = (damaged: string): RecoveryReport => ({
    damaged,
    problems: problems.slice(0, named),
    backup: backup && { file: backup.file, takenAt: backup.takenAt },
    salvaged: { ...salvaged, left: salvaged.left.slice(0, named * 4) },
  })
  const damaged = asidePath(folder, 'damaged', now)
  inDatabase(part, now, (db) => addNotice(db, { kind: 'recovered', report: report(damaged) }, now))
  replaceDatabase(folder, 'damaged', now)
  return report(damaged)
}

/**
 * Puts a copy of `file`, brought to the present schema, in the place of the database, which is kept under another name. Call it under the
 * writer's lock, with the database closed. Returns where the old file lies now. Throws a LabError `data` where the file is damaged.
 */
export function restoreFile(folder: string, file: string, now: Date): string {
  prepareRestore(folder, file, now)
  return replaceDatabase(folder, 'replaced', now)
}

/** Makes the database that is to be restored, at `partPath`. Throws a LabError `data` where the file cannot be used; then nothing is left of it. */
export function prepareRestore(folder: string, file: string, now: Date): void {
  const part = partPath(folder)
  requireGood(file)
  removeDatabase(part)
  try {
    copyDatabase(file, part)
    inDatabase(part, now, () => undefined)
  } catch (error) {
    removeDatabase(part)
    throw error
  }
}

/** What is committed in the file and in its log, as one new file. */
function copyDatabase(from: string, to: string): void {
  const db = openForReading(from)
  try {
    guarded(to, () => db.prepare('VACUUM INTO ?').run(to))
  } finally {
    db.close()
  }
}

function requireGood(file: string): void {
  requireKnown(file)
  // Imported data sets lie beside the database, wherever a copy of it is taken to.
  const problems = checkFile(file).problems.filter(({ kind }) => kind !== 'dataset')
  const [first] = problems
  if (first) throw new LabError('data', `${file} is damaged (${problems.length} found): ${first.message}. Nothing was changed`)
}

/** Throws for a database of another program or of a newer version; damage is found by the check. */
function requireKnown(file: string): void {
  if (!existsSync(file)) throw new LabError('not-found', `There is no file ${file}`)
  unlessDamaged(
    () => {
      const db = openAsItIs(file)
      try {
        const version = checkSchema(db)
        if (version === 0) throw new LabError('invalid', `${file} holds nothing: name a backup`)
      } finally {
        db.close()
      }
    },
    () => undefined,
  )
}

/** The newest that passes the full check; the damage may be older than the newest. */
function newestGoodBackup(folder: string): Backup | null {
  for (const backup of listBackups(folder)) {
    if (backup.holds === null || backup.holds.schema > latest()) continue
    if (checkFile(backup.path).problems.length === 0) return backup
  }
  return null
}

/** Brings the database at `path` to the present schema, works on it, and leaves it as a single file. */
function inDatabase<T>(path: string, now: Date, work: (db: Connection) => T): T {
  makePrivate(path)
  const db = openForWriting(path)
  try {
    migrate(db, () => now)
    const result = work(db)
    // Without a log: the file must be complete by itself before it is renamed.
    db.pragma('journal_mode = DELETE')
    return result
  } finally {
    db.close()
  }
}

/** What happened, for a terminal. */
export function describeRecovery({ damaged, problems, backup, salvaged }: RecoveryReport): string {
  const [first = 'no reason is known'] = problems
  const restored = backup ? `The backup of ${backup.takenAt} was restored.` : 'No backup could be used: it begins with an empty database.'
  return [
    `The database was damaged (${first}). It was kept as ${damaged}. ${restored}`,
    describeSalvage(salvaged),
    ...(salvaged.left.length > 0 ? ['Not salvaged:', ...salvaged.left.map((line) => `  ${line}`)] : []),
  ].join('\n')
}

/** What was salvaged, for a terminal. */
export function describeSalvage({ runs, epochs, models, marks }: SalvageReport): string {
  const words = marks > 0 ? `, and the name and marks of ${marks}` : ''
  return `Salvaged: ${runs} ${runs === 1 ? 'run' : 'runs'} with ${epochs} epochs and ${models} models${words}.`
}
