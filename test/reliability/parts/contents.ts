/** Everything that a database holds, as one digest: two files with the same digest say the same, however their pages lie. */
import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'

/** Null where it cannot be read to its end. */
export function digestContents(path: string): string | null {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true })
    try {
      return digestTables(db)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}

function digestTables(db: Database.Database): string {
  const hash = createHash('sha256')
  const add = (value: unknown) => {
    // The length, and the kind, tell apart what would be written alike.
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value))
    hash.update(`${typeof value} ${bytes.length} `).update(bytes)
  }
  add(db.pragma('user_version', { simple: true }))
  add(db.pragma('application_id', { simple: true }))
  const tables = db.prepare<[], { name: string; sql: string | null }>("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  for (const { name, sql } of tables) {
    add(name)
    add(sql)
    for (const row of db.prepare<[], unknown[]>(`SELECT * FROM "${name}" ORDER BY 1, 2`).raw().iterate()) row.forEach(add)
  }
  return hash.digest('hex')
}
