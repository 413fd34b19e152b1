/** The check of every start: whether the file has the structure and the schema that it says it has. It does not look at contents. */
import Database from 'better-sqlite3'
import type { Connection } from './driver'
import { unlessDamaged } from './damage'
import { applicationId, latest, migrate, migrations } from './migrate'

/** Faults that SQLite names before it stops looking. */
const most = 20

/** What is damaged, in words; empty where all is well. Throws where the file cannot be read at the moment, such as `SQLITE_BUSY`. */
export function quickCheck(db: Connection): string[] {
  return [...schemaProblems(db), ...structureProblems(db, 'quick_check')]
}

/**
 * What SQLite's own check says; `integrity_check` compares indices with tables besides. On a connection that only reads it does not know
 * the CHECK constraints: the digests see to that.
 */
export function structureProblems(db: Connection, pragma: 'quick_check' | 'integrity_check'): string[] {
  const problems: string[] = []
  const damaged = (message: string) => problems.push(`SQLite: ${message}`)
  const rows = unlessDamaged(() => db.prepare<[], string>(`PRAGMA ${pragma}(${most})`).pluck().all(), damaged)
  return [...problems, ...(rows ?? []).filter((row) => row !== 'ok').map((row) => `SQLite: ${row}`)]
}

/** Whether version, record of migrations and every table and index are those of one version. */
export function schemaProblems(db: Connection): string[] {
  const problems: string[] = []
  unlessDamaged(
    () => {
      const version = Number(db.pragma('user_version', { simple: true }))
      const recorded = db.prepare<[], number | null>('SELECT max(number) FROM migrations').pluck().get() ?? 0
      if (db.pragma('application_id', { simple: true }) !== applicationId) problems.push('The mark of Backprop Lab is not in the file')
      if (version !== recorded) problems.push(`The file says schema ${version}, its record of migrations says ${recorded}`)
      else {
        const expected = schemaOf(version)
        const found = readSchema(db)
        for (const name of new Set([...expected.keys(), ...found.keys()])) {
          if (expected.get(name) !== found.get(name)) problems.push(`The definition of ${name} is not that of schema ${version}`)
        }
      }
    },
    (message) => problems.push(`The schema cannot be read: ${message}`),
  )
  return problems
}

const known = new Map<number, ReadonlyMap<string, string>>()

/** The definitions that a database of this version has; empty for a version that this program does not know. */
function schemaOf(version: number): ReadonlyMap<string, string> {
  const cached = known.get(version)
  if (cached) return cached
  const db = new Database(':memory:')
  try {
    if (version > 0 && version <= latest()) migrate(db, () => new Date(0), migrations.slice(0, version))
    const schema = readSchema(db)
    known.set(version, schema)
    return schema
  } finally {
    db.close()
  }
}

function readSchema(db: Connection): Map<string, string> {
  const rows = db.prepare<[], [string, string, string, string | null]>('SELECT name, type, tbl_name, sql FROM sqlite_schema').raw().all()
  return new Map(rows.map(([name, type, table, sql]) => [name, JSON.stringify([type, table, sql])]))
}
