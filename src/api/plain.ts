/**
 * Values of messages as JSON can hold them: a Uint8Array stands as `{"$bytes": …}` and a Float64Array as `{"$floats": …}`, whatever the encoding
 * writes in their place. A key that itself begins with `$` is written with one `$` more, so that no value can pose as either.
 */

/** Deeper messages are refused on both ways: nothing the contract describes comes near, and recursion stays bounded. */
export const maxWireDepth = 64

/** Whether the value is the same on both sides, as nearly every message is: looking is much cheaper than copying. */
export function isPlain(value: unknown, depth = 0): boolean {
  checkDepth(depth)
  if (!isObject(value)) return true
  if (value instanceof Uint8Array || value instanceof Float64Array) return false
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1))
  // By its keys: making a list of entries would cost more than all the rest.
  for (const key of Object.keys(value)) if (key.startsWith('$') || !isPlain(value[key], depth + 1)) return false
  return true
}

/** @param write what stands for the bytes of an array */
export function toPlain(value: unknown, write: (bytes: Uint8Array) => unknown, depth = 0): unknown {
  checkDepth(depth)
  if (value instanceof Uint8Array) return { $bytes: write(value) }
  if (value instanceof Float64Array) return { $floats: write(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) }
  if (Array.isArray(value)) return value.map((item) => toPlain(item, write, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, toPlain(item, write, depth + 1)]))
}

/** @param read the bytes that something stands for; throws an Error where it can stand for none */
export function fromPlain(value: unknown, read: (written: unknown) => Uint8Array<ArrayBuffer>, depth = 0): unknown {
  checkDepth(depth)
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, read, depth + 1))
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first) {
    if (first[0] === '$bytes') return read(first[1])
    if (first[0] === '$floats') return floatsOf(read(first[1]))
  }
  // fromEntries defines own properties: a key "__proto__" stays a key.
  return Object.fromEntries(entries.map(([key, item]) => [key.startsWith('$$') ? key.slice(1) : key, fromPlain(item, read, depth + 1)]))
}

/** In the order of bytes of the machine, which both sides share. Throws a RangeError where the bytes are no whole numbers, or do not lie as numbers do. */
function floatsOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): Float64Array {
  if (byteLength % Float64Array.BYTES_PER_ELEMENT !== 0) throw new RangeError('The bytes of the message are no whole numbers')
  return new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function checkDepth(depth: number): void {
  if (depth > maxWireDepth) throw new Error(`The message is nested deeper than ${maxWireDepth} levels`)
}
