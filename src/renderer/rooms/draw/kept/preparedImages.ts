/** The image of a kept drawing, prepared when it is first asked for: a drawing never changes, only its label does. */
import type { KeptDrawing } from '../../../../api/drawings'
import { imageOfContent } from '../../../../engine/index'

const prepared = new Map<number, { content: string; pixels: Uint8Array }>()

export function imageOf({ id, keptAt, content }: Pick<KeptDrawing, 'id' | 'keptAt' | 'content'>): Uint8Array {
  const known = prepared.get(id)
  // After a backup was restored a number may be another drawing's.
  if (known?.content === keptAt) return known.pixels
  const pixels = imageOfContent(content)
  prepared.set(id, { content: keptAt, pixels })
  return pixels
}
