/** Sets of drawings that experiments train with: kept by the SHA-256 of their content, whatever becomes of the drawings. */
import { setContent, type DrawingSetRow, type KeptDrawing, type SetDrawing } from '../src/api/drawings'
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
    const content = contentOf(drawings)
    const row = { ...describeSet(drawings), content, created_at: this.now().toISOString() }
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

  /** Those of the drawings that are in the set, by what was drawn, whatever their label is now; none where the set is not here. */
  members(digest: string, drawings: readonly KeptDrawing[]): number[] {
    const content = this.content(digest)
    if (content === null) return []
    const known = new Set(setContent.parse(JSON.parse(content)).map(({ digit: _digit, ...drawn }) => canonicalJson(drawn)))
    return drawings.filter((drawing) => known.has(canonicalJson(drawnText(drawing)))).map(({ id }) => id)
  }

  /** Null where there is no such set. */
  find(digest: string): DrawingSetRow | null {
    const row = guarded(this.db.name, () => this.db.prepare<[string], DrawingSetRow>('SELECT digest, count FROM drawing_sets WHERE digest = ?').get(digest))
    return row ?? null
  }
}

/** The set that these drawings make. Throws a LabError `invalid` where one has no label. */
export function describeSet(drawings: readonly KeptDrawing[]): DrawingSetRow {
  return { digest: digestBytes(contentOf(drawings)), count: drawings.length }
}

function contentOf(drawings: readonly KeptDrawing[]): string {
  return `[${drawings.map(textOf).sort().join(',')}]`
}

/** Canonical, so that equal drawings are equal texts. */
function textOf({ id, content, digit }: KeptDrawing): string {
  if (digit === null) throw new LabError('invalid', `Drawing ${id} has no label: say what it shows, or leave it out`)
  return canonicalJson({ digit, ...drawnText({ content }) } satisfies SetDrawing)
}

function drawnText({ content }: Pick<KeptDrawing, 'content'>): { strokes: [number, number][][] } | { image: string } {
  return 'strokes' in content ? { strokes: content.strokes } : { image: Buffer.from(content.image).toString('base64') }
}
