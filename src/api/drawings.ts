/** Kept drawings: what one is, what is said of many that are added, and what a set of them is that an experiment trains with. */
import * as z from 'zod'
import { limits } from '../engine/config/limits'

/** Points of one drawing at most, as the engine has it where it reads a file. */
export const mostPoints = 10_000
/** Bytes of the drawings that are added at once at most. */
export const mostDrawingBytes = 32 * 1024 * 1024
/** Grey values of a drawing that came as an image: 28 rows of 28. */
export const imagePixels = 784

/** Far beyond any pad, as the engine's preparation has it. */
const largest = 1e12
const coordinateError = `A point takes two numbers from -${largest} to ${largest}`
const coordinate = z.number({ error: coordinateError }).min(-largest, { error: coordinateError }).max(largest, { error: coordinateError })
const stroke = z.array(z.tuple([coordinate, coordinate], { error: coordinateError }))

export const drawingStrokes = z
  .array(stroke)
  .refine((strokes) => pointsOf(strokes) >= 1, { error: 'A drawing takes at least one point: draw something first' })
  .refine((strokes) => pointsOf(strokes) <= mostPoints, { error: `A drawing takes at most ${mostPoints} points: leave some out` })
const image = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === imagePixels, {
  error: `An image takes ${imagePixels} grey values, 28 rows of 28`,
})

/** What was drawn: pen strokes, or grey values where it came as an image. */
export const drawingContent = z.union([z.strictObject({ strokes: drawingStrokes }), z.strictObject({ image })], {
  error: 'A drawing takes either strokes, a list of lists of points [x, y], or an image of 784 grey values',
})
export type DrawingContent = z.output<typeof drawingContent>

export const drawingDigit = z
  .number({ error: 'A label takes a digit from 0 to 9, or null' })
  .int({ error: 'A label takes a digit from 0 to 9, or null' })
  .min(0, { error: 'A label takes a digit from 0 to 9, or null' })
  .max(9, { error: 'A label takes a digit from 0 to 9, or null' })
const origin = z.number().int().min(0).nullable().default(null)

/** A drawing that is to be kept. */
export const newDrawing = z.strictObject({
  content: drawingContent,
  /** What it shows; null where nobody has said. */
  digit: drawingDigit.nullable().default(null),
  /** Number of whoever drew it, and which of their drawings of this digit; null where it is not known. */
  writer: origin,
  repetition: origin,
  note: z.string().max(10_000).default(''),
})
export type NewDrawing = z.output<typeof newDrawing>
export const newDrawings = z.array(newDrawing).max(limits.drawings)

export interface KeptDrawing extends NewDrawing {
  id: number
  keptAt: string
}

/** What came of drawings that were added: all of them, or none. */
export interface AddedDrawings {
  /** Numbers of those that are new. */
  added: number[]
  /** Drawings that were kept already. */
  present: number
  /** Of those, the ones that had no label and have one now. */
  labelled: number
}

/** A set of drawings by which a configuration names it. */
export interface DrawingSetRow {
  digest: string
  count: number
}

/** A drawing of a set as its text has it: an image's bytes as base64. */
export const setDrawing = z.union([
  z.strictObject({ digit: drawingDigit, strokes: drawingStrokes }),
  z.strictObject({ digit: drawingDigit, image: z.base64() }),
])
export type SetDrawing = z.output<typeof setDrawing>
/** The content of a set, whose SHA-256 is its digest. */
export const setContent = z.array(setDrawing).min(1).max(limits.drawings)

/** A drawing whose reading is recorded after each epoch of a run. */
export interface WatchedDrawing {
  id: number
  run: number
  content: DrawingContent
  /** What it shows, where the user has said so. */
  digit: number | null
  since: string
}

/** How a watched drawing was read after an epoch. */
export interface WatchedAnswer {
  drawing: number
  epoch: number
  /** Of the ten digits, 0 first. */
  probabilities: number[]
}

/** All that was recorded of a watched drawing, epochs in order. */
export interface WatchedCurve extends WatchedDrawing {
  answers: Omit<WatchedAnswer, 'drawing'>[]
}

export function pointsOf(strokes: readonly (readonly unknown[])[]): number {
  return strokes.reduce((sum, { length }) => sum + length, 0)
}
