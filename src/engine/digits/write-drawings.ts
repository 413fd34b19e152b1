/** Drawings as files that others read: strokes as JSON, and images as IDX, which has no place for strokes. */
import { encodeIdx } from '../data/encode-idx'
import type { KeepableContent } from './keepable'
import type { Drawing } from './parse-drawings'
import { FRAME } from './pen'
import { prepareDrawing } from './prepare'

const PIXELS = FRAME * FRAME

/** The text that `parseDrawings` reads: one drawing a line, y downwards. What is not known is left out. */
export function writeDrawings(drawings: readonly Drawing[], source: string): string {
  const lines = drawings.map(({ writer, digit, repetition, strokes }) =>
    JSON.stringify({ ...(writer !== null && { writer }), ...(digit !== null && { digit }), ...(repetition !== null && { repetition }), strokes }),
  )
  const head = [`"source": ${JSON.stringify(source)}`, '"coordinates": "x right, y DOWN"'].join(',\n')
  return `{\n${head},\n"digits": [\n${lines.join(',\n')}\n]\n}\n`
}

/** The image of 28 x 28 that a network gets of a drawing, 784 grey values row by row. Throws a DataError for strokes that are no drawing. */
export function imageOfContent(content: KeepableContent): Uint8Array {
  if ('image' in content) return content.image
  return prepareDrawing(content.strokes) ?? new Uint8Array(PIXELS)
}

/** The two files of labelled drawings: the images that a network gets, and what they show. */
export function drawingsAsIdx(drawings: readonly { content: KeepableContent; digit: number }[]): {
  images: Uint8Array<ArrayBuffer>
  labels: Uint8Array<ArrayBuffer>
} {
  const values = new Uint8Array(drawings.length * PIXELS)
  for (const [i, { content }] of drawings.entries()) values.set(imageOfContent(content), i * PIXELS)
  return {
    images: encodeIdx([drawings.length, FRAME, FRAME], values),
    labels: encodeIdx(
      [drawings.length],
      Uint8Array.from(drawings, ({ digit }) => digit),
    ),
  }
}
