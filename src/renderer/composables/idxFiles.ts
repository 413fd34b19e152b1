/** Which files are IDX, and which of them holds images and which labels: their first bytes say it, their names need not. */

/** Files of images and of their labels; what is missing is chosen later. */
export interface IdxFiles {
  images: File | null
  labels: File | null
}

/** Two zero bytes, the type "unsigned byte", and the number of dimensions. */
async function dimensionsOf(file: Blob): Promise<number | null> {
  try {
    const [zero, alsoZero, type, dimensions] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
    return zero === 0 && alsoZero === 0 && type === 8 && dimensions !== undefined ? dimensions : null
  } catch {
    // A folder can be dropped like a file and cannot be read like one.
    return null
  }
}

/** Null where none of the files is IDX. One of one dimension holds labels; of two with as many dimensions, the first holds images. */
export async function idxFilesOf(files: readonly File[]): Promise<IdxFiles | null> {
  const found: IdxFiles = { images: null, labels: null }
  for (const file of files) {
    const dimensions = await dimensionsOf(file)
    if (dimensions === null) continue
    if (dimensions === 1 || found.images !== null) found.labels ??= file
    else found.images = file
  }
  return found.images === null && found.labels === null ? null : found
}
