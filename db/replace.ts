/**
 * Puts another file in the database's place, so that a kill at any moment leaves the old one, or what the next start finishes. The old
 * file is kept beside the new one under another name, with its log: that belongs to it alone.
 */
import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from './data-folder'
import { moveDatabase, publish, stampOf, syncFolder } from './files'

/** Why the old file goes; part of its new name. */
export type AsideReason = 'damaged' | 'replaced'

const waiting = /^lab\.sqlite\.next-(damaged|replaced)-(\w+)$/

/** Where a new database is made, before it takes its place. */
export function partPath(folder: string): string {
  return join(folder, `${databaseName}.part`)
}

/**
 * The complete database at `partPath` takes its place. Call it under the writer's lock, with both files closed.
 * Returns where the old file lies now.
 */
export function replaceDatabase(folder: string, reason: AsideReason, now: Date): string {
  publish(partPath(folder), join(folder, `${databaseName}.next-${reason}-${stampOf(now)}`))
  finishReplacement(folder)
  return asidePath(folder, reason, now)
}

/** Finishes what a kill has interrupted: from here on the new file counts. Call it under the writer's lock, before the database is opened. */
export function finishReplacement(folder: string): void {
  for (const file of readdirSync(folder)) {
    const [, reason, stamp] = waiting.exec(file) ?? []
    if (reason === undefined || stamp === undefined) continue
    const place = join(folder, databaseName)
    moveDatabase(place, named(folder, reason, stamp))
    renameSync(join(folder, file), place)
    syncFolder(folder)
  }
}

/** Where the database will lie after `replaceDatabase` at this moment. */
export function asidePath(folder: string, reason: AsideReason, now: Date): string {
  return named(folder, reason, stampOf(now))
}

function named(folder: string, reason: string, stamp: string): string {
  return join(folder, `${databaseName}.${reason}-${stamp}`)
}
