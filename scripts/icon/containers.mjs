/** The two icon files that hold pictures of several sizes: ICO of Windows and ICNS of macOS, both plain containers of PNGs. */

/** Sizes that Windows asks for. */
const icoSizes = [16, 24, 32, 48, 64, 128, 256]
/** Names of the pictures by Apple's list, with their size in points: ic11 to ic14 and ic10 are for displays of twice the density. */
const icnsTypes = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic11: 32, ic12: 64, ic13: 256, ic14: 512, ic10: 1024 }

/**
 * A header of 6 bytes, an entry of 16 for each picture, then the pictures; numbers are little-endian.
 * @param {ReadonlyMap<number, Buffer>} pictures PNGs by their size
 * @returns {Buffer}
 */
export function icoOf(pictures) {
  const chosen = icoSizes.map((size) => ({ size, png: pictureOf(pictures, size) }))
  const header = Buffer.alloc(6 + 16 * chosen.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(chosen.length, 4)
  let offset = header.length
  for (const [i, { size, png }] of chosen.entries()) {
    const entry = 6 + 16 * i
    // 0 stands for 256.
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...chosen.map(({ png }) => png)])
}

/**
 * `icns` and the length of the whole, then each picture behind its name and its length with these 8 bytes; numbers are big-endian.
 * @param {ReadonlyMap<number, Buffer>} pictures PNGs by their size
 * @returns {Buffer}
 */
export function icnsOf(pictures) {
  const parts = Object.entries(icnsTypes).map(([type, size]) => chunk(type, pictureOf(pictures, size)))
  return chunk('icns', Buffer.concat(parts))
}

function chunk(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}

function pictureOf(pictures, size) {
  const png = pictures.get(size)
  if (png === undefined) throw new Error(`There is no picture of ${size} points`)
  return png
}
