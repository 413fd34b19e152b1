/** A PNG's pixels, to count colours in regions of it. */
import { createCanvas, loadImage } from '@napi-rs/canvas'

export interface Pixels {
  width: number
  height: number
  /** How many pixels in this part of the picture (shares of width and height) have the colour, give or take `tolerance` a channel. */
  count(colour: string, part?: Part, tolerance?: number): number
  /** The same for anything but the colour. */
  countOther(colour: string, part?: Part): number
  at(x: number, y: number): number[]
}

export interface Part {
  left: number
  top: number
  right: number
  bottom: number
}

const whole: Part = { left: 0, top: 0, right: 1, bottom: 1 }

export async function readPixels(png: Uint8Array): Promise<Pixels> {
  const image = await loadImage(Buffer.from(png))
  const { width, height } = image
  const ctx = createCanvas(width, height).getContext('2d')
  ctx.drawImage(image, 0, 0)
  const { data } = ctx.getImageData(0, 0, width, height)
  function count(colour: string, part: Part, tolerance: number): { same: number; total: number } {
    const wanted = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16))
    let same = 0
    let total = 0
    for (let y = Math.floor(part.top * height); y < Math.floor(part.bottom * height); y++)
      for (let x = Math.floor(part.left * width); x < Math.floor(part.right * width); x++) {
        total++
        if (wanted.every((value, channel) => Math.abs(data[4 * (y * width + x) + channel]! - value) <= tolerance)) same++
      }
    return { same, total }
  }
  return {
    width,
    height,
    count: (colour, part = whole, tolerance = 0) => count(colour, part, tolerance).same,
    countOther(colour, part = whole) {
      const { same, total } = count(colour, part, 0)
      return total - same
    },
    at: (x, y) => [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)],
  }
}
