/**
 * The safetensors format: named arrays as plain data, which nothing can run. Eight bytes of little-endian header length, a JSON header
 * {"name": {"dtype", "shape", "data_offsets": [begin, end]}, ..., "__metadata__": {text: text}}, then the values, little-endian,
 * row-major, without gaps. Hugging Face, "Safetensors", format of version 0.x. Here are the types F32 and F64.
 */
import { limits } from '../config/limits'
import { DataError } from '../data/data-error'
import { describeValue, quote } from '../data/describe'
import { findDuplicateKey } from './duplicate-keys'
import type { NamedTensor } from './tensors'

/** What a safetensors file holds. */
export interface TensorFile {
  tensors: NamedTensor[]
  metadata: Record<string, string>
}

/** The header comes first and is read whole: a small bound on it bounds all that is built from it. */
const MAX_HEADER = 1_048_576
const MAX_TENSORS = 256
const MAX_DIMENSIONS = 8
/** Parameters, and a running mean and variance for each unit. */
const MAX_VALUES = limits.parameters + 2 * limits.layers * limits.units
const METADATA = '__metadata__'
const itemBytes = { F32: 4, F64: 8 } as const
type ItemType = keyof typeof itemBytes
/** Counts, such as of the batches that a normalisation has seen: their place is checked, and they are passed over. */
const passedOver = { I64: 8 } as const
type AnyType = ItemType | keyof typeof passedOver
const bytesOf: Record<AnyType, number> = { ...itemBytes, ...passedOver }

/**
 * The bytes of a safetensors file: the length of the header, the header as JSON, the tensors one after another.
 * @throws RangeError when a tensor's data does not fill its shape, a name appears twice or is reserved, or the header grows too large
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header = new Map<string, unknown>([[METADATA, metadata]])
  let offset = 0
  for (const { name, shape, data } of tensors) {
    if (header.has(name)) throw new RangeError(`the tensor name "${name}" is taken`)
    if (countItems(shape) !== data.length) throw new RangeError(`tensor "${name}" has ${data.length} values for the shape ${shape.join(' x ')}`)
    const end = offset + data.byteLength
    header.set(name, { dtype: data instanceof Float32Array ? 'F32' : 'F64', shape, data_offsets: [offset, end] })
    offset = end
  }
  // Spaces fill the header up, so that the values begin at a multiple of eight.
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)))
  const headerLength = Math.ceil(text.length / 8) * 8
  if (headerLength > MAX_HEADER) throw new RangeError(`the header has ${headerLength} bytes; at most ${MAX_HEADER} are allowed`)

  const bytes = new Uint8Array(8 + headerLength + offset)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, headerLength, true)
  bytes.fill(0x20, 8, 8 + headerLength)
  bytes.set(text, 8)
  let position = 8 + headerLength
  for (const { data } of tensors) {
    if (data instanceof Float32Array) for (let i = 0; i < data.length; i++) view.setFloat32(position + 4 * i, data[i]!, true)
    else for (let i = 0; i < data.length; i++) view.setFloat64(position + 8 * i, data[i]!, true)
    position += data.byteLength
  }
  return bytes
}

export interface DecodeOptions {
  /** Tensors that are not wanted: they may be of I64 too, and are left out. */
  without?: (name: string) => boolean
}

/**
 * Reads a whole file or nothing. Every size is checked before an array is made; the tensors are copies, in the order of their data.
 * @throws DataError that names the tensor or byte, what was expected and what was found
 */
export function decodeSafetensors(bytes: Uint8Array, file: string, { without = () => false }: DecodeOptions = {}): TensorFile {
  const { header, start } = readHeader(bytes, file)
  const metadata = readMetadata(header, file)
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => readEntry(name, value, file, without(name)))
  if (entries.length > MAX_TENSORS) throw new DataError(file, 'header', `expected at most ${MAX_TENSORS} tensors, found ${entries.length}`)
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end)
  checkLayout(entries, bytes.length - start, file)

  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start)
  const tensors = entries.flatMap(({ name, type, shape, begin }) =>
    type === 'I64' || without(name) ? [] : [{ name, shape, data: readValues(view, type, begin, countItems(shape)) }],
  )
  return { tensors, metadata }
}

interface Entry {
  name: string
  type: AnyType
  shape: number[]
  /** Bytes from the start of the data. */
  begin: number
  end: number
}

/** The header's object and the byte at which the data starts. */
function readHeader(bytes: Uint8Array, file: string): { header: object; start: number } {
  if (bytes.length < 8) throw new DataError(file, `byte ${bytes.length}`, `expected 8 bytes of header length, but the file ends after ${bytes.length}`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 0x100000000
  if (length > MAX_HEADER) throw new DataError(file, 'byte 0', `expected a header of at most ${MAX_HEADER} bytes, found a length of ${length}`)
  if (length > bytes.length - 8) throw new DataError(file, 'byte 0', `expected a header of ${length} bytes, but only ${bytes.length - 8} follow`)
  try {
    // A copy, because a decoder takes no memory shared between threads.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.slice(8, 8 + length))
    const header: unknown = JSON.parse(text)
    if (!isRecord(header) || !text.startsWith('{')) throw new DataError(file, 'header', 'expected a JSON object from the first byte on')
    const repeated = findDuplicateKey(text)
    if (repeated !== null) throw new DataError(file, 'header', `the key ${quote(repeated)} appears twice`)
    return { header, start: 8 + length }
  } catch (error) {
    if (error instanceof DataError) throw error
    throw new DataError(file, 'header', 'expected JSON in UTF-8')
  }
}

function readMetadata(header: object, file: string): Record<string, string> {
  if (!Object.hasOwn(header, METADATA)) return {}
  const metadata: unknown = Reflect.get(header, METADATA)
  if (!isRecord(metadata)) throw new DataError(file, METADATA, 'expected an object of texts')
  const entries = Object.entries(metadata).map(([key, value]): [string, string] => {
    if (typeof value !== 'string') throw new DataError(file, METADATA, `expected text for ${quote(key)}, found ${typeof value}`)
    return [key, value]
  })
  return Object.fromEntries(entries)
}

function readEntry(name: string, value: unknown, file: string, unwanted: boolean): Entry {
  const place = `tensor ${quote(name)}`
  if (!isRecord(value)) throw new DataError(file, place, 'expected an object with dtype, shape and data_offsets')
  const unknown = Object.keys(value).find((key) => key !== 'dtype' && key !== 'shape' && key !== 'data_offsets')
  if (unknown !== undefined) throw new DataError(file, place, `there is no field ${quote(unknown)} here`)
  const { dtype: type, shape, data_offsets: offsets } = value
  if (type !== 'F32' && type !== 'F64' && !(unwanted && type === 'I64'))
    throw new DataError(file, place, `expected dtype F32 or F64, found ${describeValue(type)}`)
  if (!isListOfCounts(shape) || shape.length > MAX_DIMENSIONS)
    throw new DataError(file, place, `expected a shape of at most ${MAX_DIMENSIONS} whole numbers, found ${describeValue(shape)}`)
  if (!isListOfCounts(offsets) || offsets.length !== 2) throw new DataError(file, place, `expected two data_offsets, found ${describeValue(offsets)}`)
  const [begin, end] = [offsets[0]!, offsets[1]!]
  const items = countItems(shape)
  if (end - begin !== items * bytesOf[type])
    throw new DataError(file, place, `expected ${items * bytesOf[type]} bytes for the shape ${shape.join(' x ')} of ${type}, found offsets ${begin} to ${end}`)
  return { name, type, shape, begin, end }
}

/** The tensors follow one another and fill the data to its last byte; together they are no larger than a network may be. */
function checkLayout(entries: readonly Entry[], available: number, file: string): void {
  let next = 0
  let items = 0
  for (const { name, shape, begin, end } of entries) {
    if (begin !== next) throw new DataError(file, `tensor ${quote(name)}`, `expected its data at offset ${next}, found ${begin}`)
    next = end
    items += countItems(shape)
  }
  if (next !== available) throw new DataError(file, 'data', `expected ${next} bytes of values, found ${available}`)
  if (items > MAX_VALUES) throw new DataError(file, 'data', `expected at most ${MAX_VALUES} values, found ${items}`)
}

function readValues(view: DataView, type: ItemType, begin: number, items: number): Float32Array | Float64Array {
  if (type === 'F32') {
    const values = new Float32Array(items)
    for (let i = 0; i < items; i++) values[i] = view.getFloat32(begin + 4 * i, true)
    return values
  }
  const values = new Float64Array(items)
  for (let i = 0; i < items; i++) values[i] = view.getFloat64(begin + 8 * i, true)
  return values
}

function countItems(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}
