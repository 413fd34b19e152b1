/** Kept drawings from files and as files, as the window has them: chosen by the user, or handed to the browser to save. */
import type { KeptDrawing, NewDrawing } from '../../../../api/drawings'
import { LabError } from '../../../../api/failure'
import { DataError, drawingsAsIdx, imageOfContent, keepableImages, parseIdx, readKeepable, writeDrawings, type KeepableDrawing } from '../../../../engine/index'

/** Files of this size are read: as large as those of the terminal. */
const largest = 64e6

/**
 * What the chosen files hold: one of strokes, or two of images and labels, in whichever order.
 * @param wrong what to say where they are neither
 * @throws LabError `invalid` that names the file, the place in it, and what to do
 */
export async function readChosen(files: readonly File[], kept: readonly KeptDrawing[], wrong: string): Promise<{ drawings: NewDrawing[]; present: number }> {
  const [first, second, ...more] = files
  if (first === undefined || more.length > 0) throw new LabError('invalid', wrong)
  for (const { name, size } of files) if (size > largest) throw new LabError('invalid', `${name} has ${size} bytes; at most ${largest} are read`)
  try {
    const given = second === undefined ? readKeepable(await first.text(), first.name) : await readImages(first, second)
    const missing = withoutKnownImages(given, kept)
    return { drawings: missing.map((drawing) => ({ ...drawing, note: '' })), present: given.length - missing.length }
  } catch (error) {
    if (error instanceof DataError) throw new LabError('invalid', error.message)
    throw error
  }
}

async function readImages(one: File, other: File): Promise<KeepableDrawing[]> {
  const arrays = await Promise.all([one, other].map(async (file) => parseIdx(new Uint8Array(await file.arrayBuffer()), file.name)))
  const [a, b] = arrays
  if (a === undefined || b === undefined) throw new Error('two files were read')
  return a.shape.length >= b.shape.length ? keepableImages(a, b) : keepableImages(b, a)
}

/** An image that a kept drawing of strokes becomes is that drawing: what was exported from here adds nothing here. */
function withoutKnownImages(given: readonly KeepableDrawing[], kept: readonly KeptDrawing[]): KeepableDrawing[] {
  if (given.every(({ content }) => 'strokes' in content)) return [...given]
  const drawn = new Set(kept.filter(({ content }) => 'strokes' in content).map(({ content }) => imageOfContent(content).join()))
  return given.filter(({ content }) => 'strokes' in content || !drawn.has(content.image.join()))
}

export interface DrawingFile {
  name: string
  content: Blob
}

/** The strokes of all drawings that have some; null where none has. */
export function strokesFile(kept: readonly KeptDrawing[]): { files: DrawingFile[]; leftOut: number } | null {
  const drawn = kept.flatMap(({ content, ...rest }) => ('strokes' in content ? [{ ...rest, strokes: content.strokes }] : []))
  if (drawn.length === 0) return null
  const content = new Blob([writeDrawings(drawn, 'Backprop Lab')], { type: 'application/json' })
  return { files: [{ name: 'my-drawings.json', content }], leftOut: kept.length - drawn.length }
}

/** Images and labels of all drawings that have a label; null where none has. */
export function idxFiles(kept: readonly KeptDrawing[]): { files: DrawingFile[]; leftOut: number } | null {
  const labelled = kept.flatMap(({ content, digit }) => (digit === null ? [] : [{ content, digit }]))
  if (labelled.length === 0) return null
  const { images, labels } = drawingsAsIdx(labelled)
  const file = (name: string, bytes: Uint8Array<ArrayBuffer>) => ({ name, content: new Blob([bytes], { type: 'application/octet-stream' }) })
  return { files: [file('my-drawings-images-idx3-ubyte', images), file('my-drawings-labels-idx1-ubyte', labels)], leftOut: kept.length - labelled.length }
}
