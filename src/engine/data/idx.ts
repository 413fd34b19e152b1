/**
 * The IDX format of the MNIST files: two zero bytes, one byte for the type, one for the number of dimensions, the dimensions as
 * 32-bit big-endian integers, then the values, last dimension fastest. Y. LeCun, C. Cortes and C. Burges, "The MNIST database".
 */
import { DataError } from './data-error'

/** The bytes of an IDX file with their shape. */
export interface IdxArray {
  /** Where it was read from, for messages. */
  file: string
  shape: number[]
  /** A view into the bytes that were parsed, of as many bytes as the shape has values. */
  values: Uint8Array
}

const UNSIGNED_BYTE = 0x08
/** Vectors to batches of colour images; more dimensions only make a header that is larger than it looks. */
const MAX_DIMENSIONS = 4

/**
 * Reads an IDX file of unsigned bytes. Nothing is copied, and nothing is read before its size is known to fit.
 * @throws DataError that names the byte, what was expected there and what was found
 */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  const refuse = (byte: number, problem: string): never => {
    throw new DataError(file, `byte ${byte}`, problem)
  }
  if (bytes.length < 4) refuse(bytes.length, `expected an IDX header of 4 bytes, but the file ends after ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0) !== 0) refuse(0, `expected two zero bytes of an IDX file, found ${hex(bytes[0])} ${hex(bytes[1])}${gzipHint(bytes)}`)
  if (bytes[2] !== UNSIGNED_BYTE) refuse(2, `expected type ${hex(UNSIGNED_BYTE)}, unsigned bytes, found ${hex(bytes[2])}`)
  const dimensions = view.getUint8(3)
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) refuse(3, `expected 1 to ${MAX_DIMENSIONS} dimensions, found ${dimensions}`)
  const start = 4 + 4 * dimensions
  if (bytes.length < start) refuse(bytes.length, `expected a header of ${start} bytes for ${dimensions} dimensions, but the file ends after ${bytes.length}`)

  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i))
  // As float64: four 32-bit sizes overflow no number, and beyond 2^53 the product is merely inexact, far above any file.
  const expected = shape.reduce((product, size) => product * size, 1)
  const actual = bytes.length - start
  if (actual !== expected) refuse(start, `expected ${expected} values for the dimensions ${shape.join(' x ')}, found ${actual} bytes`)
  return { file, shape, values: bytes.subarray(start) }
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, '0')}`
}

function gzipHint(bytes: Uint8Array): string {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? ': this is a gzip file, unpack it first' : ''
}
