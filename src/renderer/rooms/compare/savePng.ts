/** Saves what a canvas shows as a PNG file, by the browser's own way to save. */

/** Rejects where the canvas cannot be encoded, as one that is too large. */
export async function savePng(canvas: HTMLCanvasElement, name: string): Promise<void> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error(`${canvas.width} × ${canvas.height} pixels cannot be encoded as PNG`)
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
