/** Saved views: what a room shows, under a name that is unique among the views of its kind. */
import { LabError } from '../src/api/failure'
import { viewSchema, type SavedView, type ViewKind } from '../src/api/views'
import type { Clock } from './clock'
import { writeTransaction, type Connection } from './driver'
import { guarded } from './errors'

/** A row of `saved_views`: its name is the key of kind and name, its configuration the view. */
interface ViewColumns {
  config: string
  created_at: string
}

export class SavedViews {
  constructor(
    private readonly db: Connection,
    private readonly now: Clock,
  ) {}

  /** Those of a kind by name. */
  list(kind: ViewKind): SavedView[] {
    const sql = "SELECT config, created_at FROM saved_views WHERE config ->> '$.kind' = ? ORDER BY config ->> '$.name' COLLATE NOCASE, id"
    return guarded(this.db.name, () => this.db.prepare<[string], ViewColumns>(sql).all(kind)).map(toView)
  }

  /** A view of this kind and name is replaced. */
  save({ kind, name, state }: Omit<SavedView, 'savedAt'>): SavedView {
    return writeTransaction(this.db, () => {
      const row = { key: keyOf(kind, name), config: JSON.stringify({ kind, name, state }), now: this.now().toISOString() }
      const sql = `INSERT INTO saved_views (name, config, created_at) VALUES (@key, @config, @now)
        ON CONFLICT (name) DO UPDATE SET config = excluded.config, created_at = excluded.created_at RETURNING config, created_at`
      const saved = this.db.prepare<[typeof row], ViewColumns>(sql).get(row)
      if (!saved) throw new Error(`the view ${name} was not stored`)
      return toView(saved)
    })
  }

  /** Throws a LabError `not-found`. */
  delete(kind: ViewKind, name: string): void {
    const { changes } = writeTransaction(this.db, () => this.db.prepare('DELETE FROM saved_views WHERE name = ?').run(keyOf(kind, name)))
    if (changes === 0) throw new LabError('not-found', `There is no view “${name}”`)
  }
}

function keyOf(kind: ViewKind, name: string): string {
  return `${kind}: ${name}`
}

function toView({ config, created_at: savedAt }: ViewColumns): SavedView {
  return { ...viewSchema.parse(JSON.parse(config)), savedAt }
}
