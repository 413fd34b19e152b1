/** Images of grey values on a canvas, in the colours of the theme: 0 is paper, 255 is ink. */
import { token } from './theme'

/** Pixels on a side. */
export const side = 28

/**
 * Paints images side by side, in rows of as many as fit.
 * @param pixels 784 bytes an image, row by row
 */
export function paintImages(canvas: HTMLCanvasElement, pixels: Uint8Array): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const paper = channels(token('--ui-bg'))
  const ink = channels(token('--ui-text-highlighted'))
  const columns = Math.floor(canvas.width / side)
  const image = context.createImageData(side, side)
  for (let n = 0; n * side * side < pixels.length; n++) {
    for (let i = 0; i < side * side; i++) {
      const share = (pixels[n * side * side + i] ?? 0) / 255
      paper.forEach((value, channel) => (image.data[4 * i + channel] = value + (ink[channel]! - value) * share))
      image.data[4 * i + 3] = 255
    }
    context.putImageData(image, (n % columns) * side, Math.floor(n / columns) * side)
  }
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}
