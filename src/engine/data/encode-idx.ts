/** Writes the IDX format that `parseIdx` reads: what MNIST's files are, and other programs know. */

/** Two zero bytes, then the type: unsigned bytes. */
const UNSIGNED_BYTES = 0x08

/**
 * @param shape sizes of the dimensions, the last of which varies fastest
 * @param values as many bytes as the shape has places
 * @throws RangeError where they are not as many
 */
export function encodeIdx(shape: readonly number[], values: Uint8Array): Uint8Array<ArrayBuffer> {
  const expected = shape.reduce((product, size) => product * size, 1)
  if (values.length !== expected) throw new RangeError(`the shape ${shape.join(' x ')} has ${expected} values, got ${values.length}`)
  const start = 4 + 4 * shape.length
  const bytes = new Uint8Array(start + values.length)
  const view = new DataView(bytes.buffer)
  view.setUint8(2, UNSIGNED_BYTES)
  view.setUint8(3, shape.length)
  for (const [i, size] of shape.entries()) view.setUint32(4 + 4 * i, size)
  bytes.set(values, start)
  return bytes
}
