/** Brings a database to the present schema, one numbered migration after the other. */
import { LabError } from '../src/api/failure'
import type { Clock } from './clock'
import type { Connection } from './driver'
import initial from './migrations/0001_initial.sql?raw'
import seals from './migrations/0002_seals.sql?raw'
import { sealStored } from './seal'
import forks from './migrations/0003_forks.sql?raw'
import verifications from './migrations/0004_verifications.sql?raw'
import drawings from './migrations/0005_drawings.sql?raw'
import datasets from './migrations/0006_datasets.sql?raw'
import packedCurves from './migrations/0007_packed_curves.sql?raw'
import { packStored } from './packed-curves'
import rateChanges from './migrations/0008_rate_changes.sql?raw'

export interface Migration {
  number: number
  name: string
  sql: string
  /** What SQL alone cannot do, after it and in its transaction. */
  code?: (db: Connection) => void
}

export const migrations: readonly Migration[] = [
  { number: 1, name: 'initial', sql: initial },
  { number: 2, name: 'seals', sql: seals, code: sealStored },
  { number: 3, name: 'forks', sql: forks },
  { number: 4, name: 'verifications', sql: verifications },
  { number: 5, name: 'drawings', sql: drawings },
  { number: 6, name: 'datasets', sql: datasets },
  { number: 7, name: 'packed curves', sql: packedCurves, code: packStored },
  { number: 8, name: 'rate changes', sql: rateChanges },
]

/** Marks the file as ours: "BPLb" in SQLite's header. */
export const applicationId = 0x42504c62

/** There since the first version. */
const ownTables = ['migrations', 'experiments', 'runs', 'epochs']

export function latest(list: readonly Migration[] = migrations): number {
  return list.at(-1)?.number ?? 0
}

/**
 * What version of the schema the file has; 0 is an empty database. Only reads.
 * Throws a LabError where the file belongs to another program or comes from a newer version of this one.
 */
export function checkSchema(db: Connection, list: readonly Migration[] = migrations): number {
  const version = Number(db.pragma('user_version', { simple: true }))
  const id = Number(db.pragma('application_id', { simple: true }))
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  const empty = version === 0 && id === 0 && tables.length === 0
  // With our tables it is ours, and its mark is damaged: `quickCheck` finds that.
  const ours = id === applicationId || ownTables.every((table) => tables.includes(table))
  if (!empty && !ours) throw new LabError('data', `${db.name} is a database of another program: take another folder with --data-dir`)
  if (version > latest(list)) {
    throw new LabError(
      'data',
      `${db.name} was written by a newer Backprop Lab (schema ${version}; this one knows ${latest(list)}): update the program, or take another folder with --data-dir. The file was not changed`,
    )
  }
  return version
}

/** Applies what is missing. Each migration and its record are one transaction: it is there with both or not at all. */
export function migrate(db: Connection, now: Clock, list: readonly Migration[] = migrations): void {
  const version = checkSchema(db, list)
  for (const migration of list.filter(({ number }) => number > version)) {
    const apply = db.transaction(() => {
      db.exec('CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT')
      db.exec(migration.sql)
      migration.code?.(db)
      db.prepare('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)').run(migration.number, migration.name, now().toISOString())
      db.pragma(`application_id = ${applicationId}`)
      db.pragma(`user_version = ${migration.number}`)
    })
    apply.immediate()
  }
}
