/** Saves what a canvas shows as a PNG file with its experiment in it, by the browser's own way to save. */
import type { FigureMetadata } from '../../../api/figure-file'
import { writeMetadata } from '../../../report/png/metadata'

export interface PngFile {
  name: string
  metadata: FigureMetadata
  /** Dots an inch. */
  dpi: number
}

/** Rejects where the canvas cannot be encoded, as one that is too large. */
export async function savePng(canvas: HTMLCanvasElement, { name, metadata, dpi }: PngFile): Promise<void> {
  const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!drawn) throw new Error(`${canvas.width} × ${canvas.height} pixels cannot be encoded as PNG`)
  const bytes = writeMetadata(new Uint8Array(await drawn.arrayBuffer()), metadata, dpi)
  saveFile(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), name)
}

/** Hands a file to the browser, which saves it as it saves all files. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
