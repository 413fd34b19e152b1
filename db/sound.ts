/** The first thing a writer does with its folder: finishes what a kill interrupted, looks for damage, and recovers from it. */
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RecoveryReport } from '../src/api/storage'
import { backupFolder, listBackups } from './backup'
import type { Clock } from './clock'
import { unlessDamaged } from './damage'
import { databaseName } from './data-folder'
import { openAsItIs, rollBack } from './driver'
import { guarded } from './errors'
import { removeDatabase } from './files'
import { checkSchema } from './migrate'
import { quickCheckFile } from './check'
import { recover } from './recover'
import { finishReplacement, partPath } from './replace'

/** Up to this size the check takes under half a second, and the start waits for it; a larger database is checked in the background. */
const checkedAtStart = 256 * 1024 ** 2

export interface Soundness {
  /** Null where nothing was damaged. */
  recovery: RecoveryReport | null
  /** The check was left for the background. */
  deferred: boolean
}

/**
 * Call it under the writer's lock, before the database is opened. Throws a LabError where the file belongs to another program or a newer
 * version, or cannot be read at the moment; then it is not changed.
 */
export function makeSound(folder: string, now: Clock): Soundness {
  finishReplacement(folder)
  removeDatabase(partPath(folder))
  const path = join(folder, databaseName)
  const { problems, deferred } = guarded(path, () => examine(folder, path))
  const recovery = problems.length > 0 ? recover(folder, problems, now()) : null
  if (!deferred) rmSync(suspicionPath(folder), { force: true })
  return { recovery, deferred }
}

/** Has the next start wait for the check, however large the database is. */
export function suspectDamage(folder: string): void {
  writeFileSync(suspicionPath(folder), '', { mode: 0o600 })
}

function suspicionPath(folder: string): string {
  return join(folder, `${databaseName}.suspect`)
}

function examine(folder: string, path: string): { problems: string[]; deferred: boolean } {
  if (!existsSync(path)) return { problems: [], deferred: false }
  // What cannot be taken back is damage, which the check finds.
  unlessDamaged(
    () => rollBack(path),
    () => undefined,
  )
  const bytes = statSync(path).size
  if (bytes === 0) return { problems: wasEmptied(folder, path) ? ['The file is empty'] : [], deferred: false }
  refuseForeign(path)
  if (bytes > checkedAtStart && !existsSync(suspicionPath(folder))) return { problems: [], deferred: true }
  return { problems: quickCheckFile(path), deferred: false }
}

/**
 * Looks at the file through a connection that cannot write: a writer would fold the log of a newer version into it when it closes. What
 * cannot even be asked is damage, which the check finds.
 */
function refuseForeign(path: string): void {
  unlessDamaged(
    () => {
      const db = openAsItIs(path)
      try {
        checkSchema(db)
      } finally {
        db.close()
      }
    },
    () => undefined,
  )
}

/** A new database is empty for a moment too, but has neither log nor backup then. */
function wasEmptied(folder: string, path: string): boolean {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  return log > 0 || (existsSync(backupFolder(folder)) && listBackups(folder).length > 0)
}
