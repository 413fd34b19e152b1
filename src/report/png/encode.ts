/** Small images as PNG files, without compression: pictures within a picture, where no canvas can encode them. */
import { writeChunks } from './chunks'

/** Colour type "truecolour with alpha", RFC 2083, section 4.1.1. */
const rgba = 6
/** Bytes in a stored block of deflate, at most: RFC 1951, section 3.2.4. */
const longestBlock = 0xffff

/** @param pixels red, green, blue and opacity of each pixel, row by row */
export function encodePng({ width, height, pixels }: { width: number; height: number; pixels: ArrayLike<number> }): Uint8Array {
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  head.set([8, rgba, 0, 0, 0], 8)
  return writeChunks([
    { type: 'IHDR', data: head },
    { type: 'IDAT', data: stored(scanLines(width, height, pixels)) },
    { type: 'IEND', data: new Uint8Array(0) },
  ])
}

/** Each row behind a byte that says that it is not filtered. */
function scanLines(width: number, height: number, pixels: ArrayLike<number>): Uint8Array {
  const row = 4 * width
  const lines = new Uint8Array(height * (row + 1))
  for (let y = 0; y < height; y++) for (let i = 0; i < row; i++) lines[y * (row + 1) + 1 + i] = pixels[y * row + i]!
  return lines
}

/** A zlib stream (RFC 1950) of stored blocks. */
function stored(data: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(data.length / longestBlock))
  const bytes = new Uint8Array(2 + blocks * 5 + data.length + 4)
  const view = new DataView(bytes.buffer)
  bytes.set([0x78, 0x01])
  let at = 2
  for (let block = 0; block < blocks; block++) {
    const part = data.subarray(block * longestBlock, (block + 1) * longestBlock)
    bytes[at] = block === blocks - 1 ? 1 : 0
    view.setUint16(at + 1, part.length, true)
    view.setUint16(at + 3, ~part.length & 0xffff, true)
    bytes.set(part, at + 5)
    at += 5 + part.length
  }
  view.setUint32(at, adler32(data))
  return bytes
}

function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0]
  for (const byte of data) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return b * 65_536 + a
}
