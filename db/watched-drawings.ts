/** Drawings that are watched while a run trains: what they are, and how they were read after each epoch. */
import type { DrawingContent, WatchedAnswer, WatchedCurve, WatchedDrawing } from '../src/api/drawings'
import { LabError } from '../src/api/failure'
import { canonicalJson } from '../src/engine/config/canonical'
import type { Clock } from './clock'
import { writeTransaction, type Connection } from './driver'
import { guarded } from './errors'
import { parseJson } from './rows'

/** Drawings of one run at most: each is read after every epoch. */
export const mostWatched = 20

/** A row of `watched_drawings`. */
interface WatchedColumns {
  id: number
  run: number
  strokes: string | null
  image: Buffer | null
  digit: number | null
  created_at: string
}

export class WatchedDrawings {
  constructor(
    private readonly db: Connection,
    private readonly now: Clock,
  ) {}

  /** Throws a LabError `conflict` where the run has as many as it may have. */
  add(run: number, content: DrawingContent, digit: number | null): WatchedDrawing {
    const strokes = 'strokes' in content ? canonicalJson(content.strokes) : null
    const image = 'image' in content ? Buffer.from(content.image) : null
    return writeTransaction(this.db, () => {
      if (this.list(run).length >= mostWatched)
        throw new LabError('conflict', `Run ${run} has ${mostWatched} watched drawings: stop watching one of them first`)
      const insert = this.db.prepare('INSERT INTO watched_drawings (run, strokes, image, digit, created_at) VALUES (?, ?, ?, ?, ?)')
      const since = this.now().toISOString()
      return { id: Number(insert.run(run, strokes, image, digit, since).lastInsertRowid), run, content, digit, since }
    })
  }

  /** With all its answers; returns the run. Throws a LabError `not-found`. */
  remove(drawing: number): number {
    const run = writeTransaction(this.db, () =>
      this.db.prepare<[number], number>('DELETE FROM watched_drawings WHERE id = ? RETURNING run').pluck().get(drawing),
    )
    if (run === undefined) throw new LabError('not-found', `There is no watched drawing ${drawing}`)
    return run
  }

  /** The runs that have some, newest first. */
  runs(): number[] {
    return guarded(this.db.name, () => this.db.prepare<[], number>('SELECT DISTINCT run FROM watched_drawings ORDER BY run DESC').pluck().all())
  }

  list(run: number): WatchedDrawing[] {
    const sql = 'SELECT id, run, strokes, image, digit, created_at FROM watched_drawings WHERE run = ? ORDER BY id'
    return guarded(this.db.name, () => this.db.prepare<[number], WatchedColumns>(sql).all(run)).map(toWatched)
  }

  /** With what was recorded of each, epochs in order. */
  curves(run: number): WatchedCurve[] {
    const select = this.db.prepare<[number], { epoch: number; probabilities: string }>(
      'SELECT epoch, probabilities FROM watched_answers WHERE drawing = ? ORDER BY epoch',
    )
    return this.list(run).map((drawing) => ({
      ...drawing,
      answers: guarded(this.db.name, () => select.all(drawing.id)).map(({ epoch, probabilities }) => ({ epoch, probabilities: toNumbers(probabilities) })),
    }))
  }
}

/**
 * Records answers of a run, within the transaction that records its epochs. A run that was taken up at a checkpoint reports some again, with
 * the same numbers; what is no longer watched is passed over.
 */
export function recordAnswers(db: Connection, run: number, answers: readonly WatchedAnswer[]): void {
  if (answers.length === 0) return
  const insert = db.prepare(
    `INSERT OR REPLACE INTO watched_answers (drawing, epoch, probabilities)
     SELECT id, @epoch, @probabilities FROM watched_drawings WHERE id = @drawing AND run = @run`,
  )
  for (const { drawing, epoch, probabilities } of answers) insert.run({ run, drawing, epoch, probabilities: JSON.stringify(probabilities) })
}

function toWatched({ id, run, strokes, image, digit, created_at: since }: WatchedColumns): WatchedDrawing {
  return { id, run, content: toContent(id, strokes, image), digit, since }
}

function toContent(id: number, strokes: string | null, image: Buffer | null): DrawingContent {
  if (image !== null) return { image: new Uint8Array(image) }
  const points = strokes === null ? undefined : parseJson(strokes)
  if (!Array.isArray(points)) throw new LabError('data', `The strokes of the watched drawing ${id} are damaged: restore a backup`)
  return { strokes: points }
}

function toNumbers(text: string): number[] {
  const numbers = parseJson(text)
  return Array.isArray(numbers) ? numbers.map(Number) : []
}
