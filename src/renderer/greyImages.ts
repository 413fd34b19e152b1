/** Images of grey values on a canvas, in the colours of the theme: 0 is paper, 255 is ink. */
import type { PictureSize } from '../api/datasets'
import { themeTick, token } from './theme'

/** Pixels on a side. */
export const side = 28

/**
 * Paints images side by side, in rows of as many as fit.
 * @param pixels of one image after the other, row by row
 * @param size of an image
 */
export function paintImages(canvas: HTMLCanvasElement, pixels: Uint8Array, size: PictureSize = { rows: side, columns: side }): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const colours = shades()
  const columns = Math.floor(canvas.width / size.columns)
  const image = context.createImageData(size.columns, size.rows)
  const count = size.rows * size.columns
  for (let n = 0; n * count < pixels.length; n++) {
    for (let i = 0; i < count; i++) {
      const shade = 4 * (pixels[n * count + i] ?? 0)
      for (let channel = 0; channel < 4; channel++) image.data[4 * i + channel] = colours[shade + channel]!
    }
    context.putImageData(image, (n % columns) * size.columns, Math.floor(n / columns) * size.rows)
  }
}

/** Red, green, blue and opacity of each grey value in the theme of this tick. Kept, because reading a token lets the browser compute styles. */
let known: { tick: number; colours: Uint8ClampedArray } | null = null

function shades(): Uint8ClampedArray {
  if (known?.tick === themeTick.value) return known.colours
  const paper = channels(token('--ui-bg'))
  const ink = channels(token('--ui-text-highlighted'))
  const colours = Uint8ClampedArray.from({ length: 4 * 256 }, (_, i) => {
    const channel = i % 4
    return channel === 3 ? 255 : paper[channel]! + ((ink[channel]! - paper[channel]!) * (i >>> 2)) / 255
  })
  known = { tick: themeTick.value, colours }
  return colours
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}
