/** The icon's pictures are those of its drawings, in the sizes that the systems ask for. */
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { icnsOf, icoOf } from '../../../scripts/icon/containers.mjs'
import { drawIcon } from '../../../scripts/icon/draw.mjs'

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const files = new Map(sizes.map((size) => [size, readFileSync(`build/icons/${size}x${size}.png`)]))
const sources = { full: readFileSync('build/icon.svg'), small: readFileSync('build/icon-small.svg') }

async function pixels(png: Buffer): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const picture = await loadImage(png)
  const context = createCanvas(picture.width, picture.height).getContext('2d')
  context.drawImage(picture, 0, 0)
  return context.getImageData(0, 0, picture.width, picture.height)
}

test.each([16, 48, 256])('the picture of %i points is drawn from the drawing as it is now', async (size) => {
  const kept = await pixels(files.get(size)!)
  const drawn = await pixels(await drawIcon(sources, size))
  expect([kept.width, kept.height]).toEqual([size, size])
  const difference = kept.data.reduce((sum, value, i) => sum + Math.abs(value - (drawn.data[i] ?? 0)), 0) / kept.data.length
  expect(difference).toBeLessThan(1)
})

test('every picture has the size that it is named by', () => {
  // Width and height stand in bytes 16 to 23 of a PNG.
  for (const [size, png] of files) expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size])
})

test('the containers hold the same pictures', () => {
  const ico = readFileSync('build/icon.ico')
  expect(ico.equals(icoOf(files))).toBe(true)
  expect(readFileSync('build/icon.icns').equals(icnsOf(files))).toBe(true)
  // Each entry of an ICO says where its picture begins: all of them are PNGs.
  const starts = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => ico.readUInt32LE(6 + 16 * i + 12))
  expect(starts.map((start) => ico.toString('latin1', start + 1, start + 4))).toEqual(Array(7).fill('PNG'))
  const icns = readFileSync('build/icon.icns')
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
})
