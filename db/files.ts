/** File operations whose effect has reached the disk when they return, and names that sort by time. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { LabError } from '../src/api/failure'
import { systemCode } from '../src/api/system-code'

/** What SQLite keeps beside a database: its log belongs to it, and would be taken for that of another file in its place. */
const companions = ['-wal', '-shm', '-journal'] as const

export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes renames within the folder last. Windows cannot, and does not need to. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Gives a file that is complete its name; a reader finds the old file or the new one, whole. */
export function publish(part: string, target: string): void {
  syncFile(part)
  renameSync(part, target)
  syncFolder(dirname(target))
}

/** Renames a database with what SQLite keeps beside it. Files that are not there are passed over, so that it can be finished after a kill. */
export function moveDatabase(from: string, to: string): void {
  for (const suffix of ['', ...companions]) if (existsSync(from + suffix)) renameSync(from + suffix, to + suffix)
  syncFolder(dirname(to))
}

/** Removes a temporary database with what SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', ...companions]) rmSync(path + suffix, { force: true })
}

/**
 * Creates the file where it is missing; in any case nobody but its owner can read it. SQLite gives its log the same permissions.
 * A file that is there is not opened: closing it again would end the locks that SQLite holds on it in this process.
 * Throws a LabError where it cannot be created.
 */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) throw new LabError('data', `${path} cannot be written (${systemCode(error)}): check the permissions of its folder`)
    if ((found.mode & 0o077) !== 0) takeFromOthers(path, found.mode)
  }
}

/** What its owner may do stays as it is: who made a file read-only meant it. */
function takeFromOthers(path: string, mode: number): void {
  try {
    chmodSync(path, mode & 0o700)
  } catch {
    // It is somebody else's, or lies on a medium that cannot be written: opening it says so.
  }
}

/** A moment as part of a file's name: 20300101T120000000Z. */
export function stampOf(moment: Date): string {
  return moment.toISOString().replace(/[-:.]/g, '')
}

/** The moment of a stamp as ISO 8601, or null where the text is none. */
export function momentOf(stamp: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(stamp)
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.${parts[7]}Z` : null
}
