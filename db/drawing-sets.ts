/** Sets of drawings that experiments train with: kept by the SHA-256 of their content, whatever becomes of the drawings. */
import type { DrawingSetRow, KeptDrawing, SetDrawing } from '../src/api/drawings'
import { LabError } from '../src/api/failure'
import { canonicalJson } from '../src/engine/config/canonical'
import type { Clock } from './clock'
import { digestBytes } from './digest'
import { writeTransaction, type Connection } from './driver'
import { guarded } from './errors'

/** A row of `drawing_sets`. */
export interface DrawingSetColumns extends DrawingSetRow {
  content: string
  created_at: string
}

export class DrawingSets {
  constructor(
    private readonly db: Connection,
    private readonly now: Clock,
  ) {}

  /**
   * Stores drawings as they are now. The same drawings with the same labels make the same set, in whatever order they come.
   * Throws a LabError `invalid` where there are none, or one has no label.
   */
  store(drawings: readonly KeptDrawing[]): DrawingSetRow {
    if (drawings.length === 0) throw new LabError('invalid', 'There are no labelled drawings to train with: draw some in Draw and say what they show')
    const content = `[${drawings.map(textOf).sort().join(',')}]`
    const row = { digest: digestBytes(content), count: drawings.length, content, created_at: this.now().toISOString() }
    writeTransaction(this.db, () =>
      this.db.prepare('INSERT OR IGNORE INTO drawing_sets (digest, count, content, created_at) VALUES (@digest, @count, @content, @created_at)').run(row),
    )
    return { digest: row.digest, count: row.count }
  }

  /** The content of a set, or null where it is not here. Throws a LabError `data` where it is not the one that was stored. */
  content(digest: string): string | null {
    const content = guarded(this.db.name, () => this.db.prepare<[string], string>('SELECT content FROM drawing_sets WHERE digest = ?').pluck().get(digest))
    if (content === undefined) return null
    if (digestBytes(content) !== digest) throw new LabError('data', `The set of drawings ${digest} is damaged: its SHA-256 is not the one that it is stored by`)
    return content
  }

  /** Null where there is no such set. */
  find(digest: string): DrawingSetRow | null {
    const row = guarded(this.db.name, () => this.db.prepare<[string], DrawingSetRow>('SELECT digest, count FROM drawing_sets WHERE digest = ?').get(digest))
    return row ?? null
  }
}

/** Canonical, so that equal drawings are equal texts. */
function textOf({ id, content, digit }: KeptDrawing): string {
  if (digit === null) throw new LabError('invalid', `Drawing ${id} has no label: say what it shows, or leave it out`)
  const drawing: SetDrawing = 'strokes' in content ? { digit, strokes: content.strokes } : { digit, image: Buffer.from(content.image).toString('base64') }
  return canonicalJson(drawing)
}
