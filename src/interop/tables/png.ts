/** A PNG picture as grey values: what it says of its size is believed only as far as memory is to be taken for it. */
import { PNG } from 'pngjs'
import { DataError } from '../../engine/data/data-error'

/** Grey values, row by row; 0 is black. */
export interface GreyPicture {
  rows: number
  columns: number
  values: Uint8Array
}

/** Pixels of a picture at most. */
export const mostPixels = 4096 * 4096

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** Places in the header, which is always the first chunk. */
const at = { width: 16, height: 20, interlace: 28, end: 33 } as const

/**
 * Luma of Rec. 601, 0.299 R + 0.587 G + 0.114 B, over white where it is transparent.
 * @throws DataError for what is no PNG, is damaged, is interlaced, or has more than `mostPixels`
 */
export function decodePng(bytes: Uint8Array, file: string): GreyPicture {
  if (bytes.length < at.end || signature.some((byte, i) => bytes[i] !== byte)) throw new DataError(file, 'byte 0', 'it is no PNG picture')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [columns, rows] = [view.getUint32(at.width), view.getUint32(at.height)]
  if (columns * rows === 0 || columns * rows > mostPixels)
    throw new DataError(file, `byte ${at.width}`, `it has ${columns} x ${rows} pixels; 1 to ${mostPixels} are taken`)
  // Such a picture would be unpacked without a limit.
  if (bytes[at.interlace] !== 0) throw new DataError(file, `byte ${at.interlace}`, 'it is interlaced: save it without')
  return { rows, columns, values: greyOf(colours(bytes, file), rows * columns) }
}

function colours(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).data
  } catch (error) {
    throw new DataError(file, 'the picture', `it is damaged (${error instanceof Error ? error.message.slice(0, 100) : String(error)})`)
  }
}

/** @param colours red, green, blue and opacity of each pixel */
function greyOf(colours: Uint8Array, pixels: number): Uint8Array {
  return Uint8Array.from({ length: pixels }, (_, i) => {
    const opacity = colours[4 * i + 3]! / 255
    const luma = 0.299 * colours[4 * i]! + 0.587 * colours[4 * i + 1]! + 0.114 * colours[4 * i + 2]!
    return Math.round(255 + opacity * (luma - 255))
  })
}

/** The picture stretched to a size: each new pixel is the mean of the area that it covers. */
export function stretch({ rows, columns, values }: GreyPicture, to: { rows: number; columns: number }): Uint8Array {
  if (rows === to.rows && columns === to.columns) return values
  const down = spans(rows, to.rows)
  const across = spans(columns, to.columns)
  const stretched = new Uint8Array(to.rows * to.columns)
  for (const [r, vertical] of down.entries())
    for (const [c, horizontal] of across.entries()) {
      let sum = 0
      for (const { place: y, share: height } of vertical) for (const { place: x, share: width } of horizontal) sum += height * width * values[y * columns + x]!
      stretched[r * to.columns + c] = Math.round(sum)
    }
  return stretched
}

/** For each of the new places the old ones that it covers, with the shares of it that they make up. */
function spans(from: number, to: number): { place: number; share: number }[][] {
  const step = from / to
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * step, (i + 1) * step]
    const covered: { place: number; share: number }[] = []
    for (let place = Math.floor(start); place < Math.min(from, Math.ceil(end)); place++) {
      const share = (Math.min(end, place + 1) - Math.max(start, place)) / step
      if (share > 0) covered.push({ place, share })
    }
    return covered
  })
}
