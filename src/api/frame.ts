/**
 * Messages for transports that carry bytes as well as text. One without arrays is its JSON. One with arrays is a frame: the length of its JSON
 * as 4 bytes, little-endian; the JSON in UTF-8, in which `[offset, length]` stands for an array; from the next multiple of 8 on, whence offsets
 * count, the arrays' bytes as they are. Each begins at a multiple of 8, so that numbers are read where they lie: a chart of a million values is
 * not copied.
 */
import { fromPlain, isPlain, toPlain } from './plain'
import { decodeWire } from './wire'

const alignment = 8
const headLength = 4

/** Throws an Error where the value is nested deeper than `maxWireDepth`. */
export function encodeMessage(value: unknown): string | Uint8Array<ArrayBuffer> {
  return isPlain(value) ? JSON.stringify(value) : encodeFrame(value)
}

/**
 * Arrays of a frame are views of it. Throws a SyntaxError where the JSON is none, and an Error where it is nested too deeply or an array does not
 * lie in the frame.
 */
export function decodeMessage(data: string | ArrayBuffer): unknown {
  return typeof data === 'string' ? decodeWire(data) : decodeFrame(data)
}

function encodeFrame(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: { offset: number; bytes: Uint8Array }[] = []
  let end = 0
  const plain = toPlain(value, (bytes) => {
    const offset = end
    arrays.push({ offset, bytes })
    end = aligned(offset + bytes.length)
    return [offset, bytes.length]
  })
  const json = new TextEncoder().encode(JSON.stringify(plain))
  const begin = aligned(headLength + json.length)
  const frame = new Uint8Array(begin + end)
  new DataView(frame.buffer).setUint32(0, json.length, true)
  frame.set(json, headLength)
  for (const { offset, bytes } of arrays) frame.set(bytes, begin + offset)
  return frame
}

function decodeFrame(frame: ArrayBuffer): unknown {
  const length = frame.byteLength < headLength ? Infinity : new DataView(frame).getUint32(0, true)
  if (headLength + length > frame.byteLength) throw new Error('The message ends before its text does')
  const begin = aligned(headLength + length)
  const json = new TextDecoder().decode(new Uint8Array(frame, headLength, length))
  return fromPlain(JSON.parse(json), (written) => {
    const [offset, size] = placeOf(written)
    // Throws a RangeError where it reaches beyond the frame.
    return new Uint8Array(frame, begin + offset, size)
  })
}

function placeOf(written: unknown): [offset: number, size: number] {
  const [offset, size]: unknown[] = Array.isArray(written) ? written : []
  if (!isCount(offset) || !isCount(size)) throw new Error('An array of the message has no place in it')
  return [offset, size]
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function aligned(offset: number): number {
  return Math.ceil(offset / alignment) * alignment
}
