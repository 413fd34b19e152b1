/** Strokes of the pad as a message takes them: plain lists, which belong to nobody else. */
import type { Stroke } from '../../../../engine/index'

/** Null where nothing is drawn. */
export function plainStrokes(strokes: readonly Stroke[]): { strokes: [number, number][][] } | null {
  const drawn = strokes.filter(({ length }) => length > 0).map((stroke) => stroke.map(([x, y]): [number, number] => [x, y]))
  return drawn.length === 0 ? null : { strokes: drawn }
}
