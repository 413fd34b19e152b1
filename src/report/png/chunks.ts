/**
 * A PNG file as its chunks: length, type, data and checksum, one after the other behind a signature of eight bytes.
 * "Portable Network Graphics (PNG) Specification (Third Edition)", W3C 2025, section 5.
 */
import { crc32, DataError } from '../../engine/index'

export interface Chunk {
  /** Four letters, such as "IHDR". */
  type: string
  data: Uint8Array
  /** Whether the checksum in the file is that of type and data. */
  intact: boolean
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Length, type and checksum. */
const overhead = 12
const longest = 0x7fffffff

export function isPng(bytes: Uint8Array): boolean {
  return bytes.length >= signature.length && signature.every((byte, i) => bytes[i] === byte)
}

/**
 * The chunks up to and with IEND; what follows it is no part of the picture. Their data is not copied.
 * @param file what messages call it
 * @throws DataError for bytes that are no PNG, and for a file that ends before it should
 */
export function readChunks(bytes: Uint8Array, file: string): Chunk[] {
  if (!isPng(bytes)) throw new DataError(file, 'byte 0', 'expected the signature of a PNG file, found something else')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = signature.length; ;) {
    if (at + overhead > bytes.length) throw new DataError(file, `byte ${at}`, 'expected a chunk or the end of the picture, found the end of the file')
    const length = view.getUint32(at)
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (!/^[A-Za-z]{4}$/.test(type)) throw new DataError(file, `byte ${at + 4}`, 'expected the four letters of a chunk, found something else')
    if (length > longest || at + overhead + length > bytes.length)
      throw new DataError(file, `byte ${at}`, `expected ${length} bytes in chunk ${type}, found the end of the file`)
    const end = at + 8 + length
    chunks.push({ type, data: bytes.subarray(at + 8, end), intact: crc32(bytes.subarray(at + 4, end)) === view.getUint32(end) })
    if (type === 'IEND') break
    at = end + 4
  }
  if (chunks[0]?.type !== 'IHDR') throw new DataError(file, `byte ${signature.length}`, `expected chunk IHDR, found ${chunks[0]?.type ?? 'nothing'}`)
  return chunks
}

/** The file of these chunks; every checksum is computed anew. */
export function writeChunks(chunks: readonly Pick<Chunk, 'type' | 'data'>[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, { data }) => sum + overhead + data.length, signature.length))
  const view = new DataView(bytes.buffer)
  bytes.set(signature)
  let at = signature.length
  for (const { type, data } of chunks) {
    const end = at + 8 + data.length
    view.setUint32(at, data.length)
    bytes.set(new TextEncoder().encode(type), at + 4)
    bytes.set(data, at + 8)
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)))
    at = end + 4
  }
  return bytes
}
