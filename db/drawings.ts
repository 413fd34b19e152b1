/** Kept drawings: added without duplicates, labelled, and deleted. */
import { mostPoints, type AddedDrawings, type DrawingContent, type KeptDrawing, type NewDrawing } from '../src/api/drawings'
import { LabError } from '../src/api/failure'
import { canonicalJson } from '../src/engine/config/canonical'
import { limits } from '../src/engine/config/limits'
import type { Clock } from './clock'
import { writeTransaction, type Connection } from './driver'
import { guarded } from './errors'
import { parseJson } from './rows'

/** A row of `drawings`. */
interface DrawingColumns {
  id: number
  strokes: string
  image: Buffer | null
  label: string | null
  writer: number | null
  repetition: number | null
  note: string
  created_at: string
}

const columns = 'id, strokes, image, label, writer, repetition, note, created_at'

export class Drawings {
  constructor(
    private readonly db: Connection,
    private readonly now: Clock,
  ) {}

  count(): number {
    return this.read(() => this.db.prepare<[], number>('SELECT count(*) FROM drawings').pluck().get()) ?? 0
  }

  /** In the order in which they were kept, behind the drawing of the number `after`. */
  list(after = 0, limit: number = limits.drawings): KeptDrawing[] {
    const sql = `SELECT ${columns} FROM drawings WHERE id > ? ORDER BY id LIMIT ?`
    return this.read(() => this.db.prepare<[number, number], DrawingColumns>(sql).all(after, limit)).map(toDrawing)
  }

  /** In the order asked for. Throws a LabError `not-found`. */
  get(drawings: readonly number[]): KeptDrawing[] {
    return this.rows(drawings).map(toDrawing)
  }

  /**
   * Adds all or none. A drawing of the same strokes, or the same image, is kept once: one that has no label takes that of the other.
   * Throws a LabError `conflict` that names the drawing, counted from 0, whose label is another than the one it is kept with, or where there
   * would be too many.
   */
  add(drawings: readonly NewDrawing[]): AddedDrawings {
    const insert = this.db.prepare(
      `INSERT INTO drawings (strokes, image, label, writer, repetition, note, created_at)
       VALUES (@strokes, @image, @label, @writer, @repetition, @note, @created_at)`,
    )
    const setLabel = this.db.prepare('UPDATE drawings SET label = ? WHERE id = ?')
    return this.write(() => {
      const report: AddedDrawings = { added: [], present: 0, labelled: 0 }
      const known = this.known()
      for (const [i, drawing] of drawings.entries()) {
        const { digit } = drawing
        const row = fromDrawing(drawing)
        const there = known.get(keyOfDrawing(row))
        if (there === undefined) {
          const id = Number(insert.run({ ...row, created_at: this.now().toISOString() }).lastInsertRowid)
          known.set(keyOfDrawing(row), { id, digit })
          report.added.push(id)
          continue
        }
        report.present++
        if (digit === null || there.digit === digit) continue
        if (there.digit !== null) throw contradiction(i, digit, there.id, there.digit)
        setLabel.run(row.label, there.id)
        known.set(keyOfDrawing(row), { id: there.id, digit })
        report.labelled++
      }
      const count = this.count()
      if (count > limits.drawings)
        throw new LabError('conflict', `There would be ${count} kept drawings; at most ${limits.drawings} are kept: delete some, or add fewer`)
      return report
    })
  }

  /** Throws a LabError `not-found` where one of them is not there; none is changed then. */
  relabel(drawings: readonly number[], digit: number | null): KeptDrawing[] {
    const set = this.db.prepare('UPDATE drawings SET label = ? WHERE id = ?')
    return this.write(() => {
      this.get(drawings)
      for (const id of drawings) set.run(digit === null ? null : String(digit), id)
      return this.get(drawings)
    })
  }

  /** For good; returns what they were, but for damaged ones. Throws a LabError `not-found` where one of them is not there; none is deleted then. */
  delete(drawings: readonly number[]): KeptDrawing[] {
    const remove = this.db.prepare('DELETE FROM drawings WHERE id = ?')
    return this.write(() => {
      const gone = this.rows([...new Set(drawings)])
      for (const { id } of gone) remove.run(id)
      return gone.filter(isReadable).map(toDrawing)
    })
  }

  private rows(drawings: readonly number[]): DrawingColumns[] {
    const select = this.db.prepare<[number], DrawingColumns>(`SELECT ${columns} FROM drawings WHERE id = ?`)
    return this.read(() =>
      drawings.map((id) => {
        const row = select.get(id)
        if (!row) throw new LabError('not-found', `There is no drawing ${id}: it was deleted`)
        return row
      }),
    )
  }

  /** Of each drawing, by what was drawn, its number and label: looked up one by one, ten thousand would read the table as often. */
  private known(): Map<string, { id: number; digit: number | null }> {
    const rows = this.db.prepare<[], DrawingColumns>(`SELECT ${columns} FROM drawings ORDER BY id DESC`).all()
    return new Map(rows.map((row) => [keyOfDrawing(row), { id: row.id, digit: toDigit(row.label) }]))
  }

  private write<T>(work: () => T): T {
    return writeTransaction(this.db, work)
  }

  private read<T>(work: () => T): T {
    return guarded(this.db.name, work)
  }
}

/** Equal for equal strokes, or images, and for those alone. */
export function keyOfDrawing({ strokes, image }: Pick<DrawingColumns, 'strokes' | 'image'>): string {
  return image === null ? strokes : image.toString('base64')
}

function contradiction(place: number, digit: number, id: number, kept: number): LabError {
  return new LabError(
    'conflict',
    `Drawing ${place} is labelled ${digit}, but the same strokes are kept as drawing ${id} with the label ${kept}: correct one of the labels, or delete drawing ${id}. Nothing was added`,
    `${place}.digit`,
  )
}

function fromDrawing({ content, digit, writer, repetition, note }: NewDrawing): Omit<DrawingColumns, 'id' | 'created_at'> {
  const label = digit === null ? null : String(digit)
  return 'strokes' in content
    ? { strokes: canonicalJson(content.strokes), image: null, label, writer, repetition, note }
    : { strokes: '[]', image: Buffer.from(content.image), label, writer, repetition, note }
}

function toDrawing(row: DrawingColumns): KeptDrawing {
  const { id, label, writer, repetition, note, created_at: keptAt } = row
  return { id, content: toContent(row), digit: toDigit(label), writer, repetition, note, keptAt }
}

/** Throws a LabError `data` that names the drawing where its strokes cannot have been stored. */
function toContent({ id, strokes, image }: Pick<DrawingColumns, 'id' | 'strokes' | 'image'>): DrawingContent {
  if (image !== null) return { image: new Uint8Array(image) }
  const points = parseJson(strokes)
  if (!isStrokes(points)) throw new LabError('data', `The strokes of drawing ${id} are damaged: restore a backup, or delete it with lab drawings delete ${id}`)
  return { strokes: points }
}

function isReadable({ strokes, image }: DrawingColumns): boolean {
  return image !== null || isStrokes(parseJson(strokes))
}

function isStrokes(value: unknown): value is [number, number][][] {
  if (!Array.isArray(value)) return false
  let points = 0
  return value.every((stroke) => Array.isArray(stroke) && (points += stroke.length) <= mostPoints && stroke.every(isPoint))
}

function isPoint(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((coordinate) => typeof coordinate === 'number')
}

/** A label that is no digit, as an archive may bring one, counts as none. */
function toDigit(label: string | null): number | null {
  return label !== null && /^[0-9]$/.test(label) ? Number(label) : null
}
