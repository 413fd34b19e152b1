/** Drawings that somebody brings to be kept: everything about them is checked before one is taken. */
import { DataError } from '../data/data-error'
import type { IdxArray } from '../data/idx'
import { imageDataset } from '../data/images'
import { parseDrawings, type Drawing } from './parse-drawings'
import { FRAME } from './pen'

/** Points of one drawing at most: a minute of writing with the fastest pen has fewer. */
const MOST_POINTS = 10_000
const PIXELS = FRAME * FRAME

/** What was drawn: strokes, or the grey values of an image of 28 x 28. */
export type KeepableContent = { strokes: [number, number][][] } | { image: Uint8Array }

/** A drawing with what is known of it. */
export interface KeepableDrawing extends Omit<Drawing, 'strokes'> {
  content: KeepableContent
}

/**
 * Reads a file of strokes, as `parseDrawings` has it, of which every drawing can be kept.
 * @throws DataError that names the drawing, counted from 0, and what to do: for one without a point, or with more than ten thousand
 */
export function readKeepable(text: string, file: string): KeepableDrawing[] {
  const drawings = parseDrawings(text, file)
  if (drawings.length === 0) throw new DataError(file, 'digits', 'expected at least one drawing, found none: choose a file that has some')
  return drawings.map(({ strokes, ...rest }, i) => {
    const points = strokes.reduce((sum, { length }) => sum + length, 0)
    if (points === 0) throw new DataError(file, `drawing ${i}, strokes`, 'expected at least one point, found none: take the drawing out of the file')
    if (points > MOST_POINTS)
      throw new DataError(file, `drawing ${i}, strokes`, `expected at most ${MOST_POINTS} points, found ${points}: leave points out, or take the drawing out`)
    return { ...rest, content: { strokes: strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x, y])) } }
  })
}

/**
 * Images with labels as drawings: they have no strokes.
 * @throws DataError where there are none, counts differ, images are not 28 x 28 or a label is no digit
 */
export function keepableImages(images: IdxArray, labels: IdxArray): KeepableDrawing[] {
  const { samples } = imageDataset(images, labels)
  const [, rows, columns] = images.shape
  if (rows !== FRAME || columns !== FRAME)
    throw new DataError(images.file, 'dimensions', `expected images of ${FRAME} x ${FRAME}, found ${rows} x ${columns}: scale them first`)
  return Array.from({ length: samples }, (_, i) => ({
    writer: null,
    digit: labels.values[i] ?? null,
    repetition: null,
    content: { image: Uint8Array.from(images.values.subarray(i * PIXELS, (i + 1) * PIXELS)) },
  }))
}
