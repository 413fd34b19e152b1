/** One picture of the icon. */
import { createCanvas, loadImage } from '@napi-rs/canvas'

/** Points up to which the simple drawing is the clearer one. */
const small = 32

/**
 * @param {{ full: Buffer, small: Buffer }} sources two SVG drawings
 * @param {number} size width and height in points
 * @returns {Promise<Buffer>} a PNG
 */
export async function drawIcon(sources, size) {
  const canvas = createCanvas(size, size)
  const drawing = (size <= small ? sources.small : sources.full).toString('utf8')
  // Drawn at its own size: a larger picture made smaller has ragged edges.
  const picture = await loadImage(Buffer.from(drawing.replace('width="1024" height="1024"', `width="${size}" height="${size}"`)))
  canvas.getContext('2d').drawImage(picture, 0, 0, size, size)
  return canvas.encode('png')
}
