/** What the lab itself finds wrong with a database, in words. */
import Database from 'better-sqlite3'
import { digestBytes } from '../../../db/digest'

interface Blob {
  what: string
  sha256: string
  bytes: Buffer
}

/** The structure by SQLite's check, and every model and checkpoint by its digest. Never throws because of damage. */
export function findDamage(path: string): string[] {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true })
    try {
      const structure = db.prepare<[], string>('PRAGMA integrity_check(5)').pluck().all()
      const blobs = db.prepare<[], Blob>(
        `SELECT 'model' AS what, sha256, file AS bytes FROM models UNION ALL SELECT 'checkpoint', sha256, state FROM checkpoints`,
      )
      return [
        ...structure.filter((line) => line !== 'ok'),
        ...blobs.all().flatMap(({ what, sha256, bytes }) => (digestBytes(bytes) === sha256 ? [] : [`a ${what} is not the one that was stored`])),
      ]
    } finally {
      db.close()
    }
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
