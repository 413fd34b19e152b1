/** Drawings as the training process needs them: images, prepared as the pad prepares them. */
import type { DrawingContent } from '../api/drawings'
import { imagePixels, setContent, type SetDrawing } from '../api/drawings'
import { LabError } from '../api/failure'
import type { DrawingsConfig } from '../engine/config/drawings'
import { readJson } from '../engine/config/json'
import { prepareDrawing } from '../engine/digits/prepare'
import { sha256 } from './digests'

/** Prepared images, one after the other, with what they show. */
export interface DrawnSamples {
  /** SHA-256 of the set's content. */
  digest: string
  images: Uint8Array
  labels: Uint8Array
}

/**
 * @param content of the set that the configuration names; undefined where this lab does not have it
 * @throws LabError `data` where it is not the one that was set up
 */
export function readDrawnSamples(content: string | undefined, { digest, count }: NonNullable<DrawingsConfig>): DrawnSamples {
  if (content === undefined)
    throw new LabError('data', `The set of drawings that this run trains with (SHA-256 ${digest}) is not in this lab: import an archive that has it`)
  const drawings = setContent.safeParse(parseJson(content))
  if (!drawings.success || sha256(new TextEncoder().encode(content)) !== digest)
    throw new LabError('data', `The set of drawings that this run trains with (SHA-256 ${digest}) is damaged: restore a backup that has it`)
  if (drawings.data.length !== count)
    throw new LabError('data', `The set of drawings ${digest} has ${drawings.data.length} drawings, not ${count}: set data.drawings.count to that`)
  const images = new Uint8Array(count * imagePixels)
  for (const [i, drawing] of drawings.data.entries()) images.set(imageOf(drawing), i * imagePixels)
  return { digest, images, labels: Uint8Array.from(drawings.data, (drawing) => drawing.digit) }
}

/** The image of a drawing. @throws LabError `data` for an image of another size */
export function contentImage(content: DrawingContent): Uint8Array {
  if ('image' in content) return content.image
  // A drawing has at least one point, so that there is an image.
  return prepareDrawing(content.strokes) ?? new Uint8Array(imagePixels)
}

function imageOf(drawing: SetDrawing): Uint8Array {
  if ('strokes' in drawing) return contentImage(drawing)
  const image = Uint8Array.from(Buffer.from(drawing.image, 'base64'))
  if (image.length !== imagePixels) throw new LabError('data', `An image of the set of drawings has ${image.length} grey values instead of ${imagePixels}`)
  return image
}

function parseJson(text: string): unknown {
  const read = readJson(text)
  return read.ok ? read.value : undefined
}
