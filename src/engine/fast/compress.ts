/** Rows of bytes without their zeros, as the sparse kernels read them: an entry is input << 8 | byte. */
import type { CompressedRows, Features } from '../data/dataset'
import type { SampleRange } from '../training/batch'

type ByteFeatures = Extract<Features, { kind: 'bytes' }>

/** What an entry has room for beside its byte. */
export const mostInputs = 2 ** 24

const compressed = new WeakMap<Uint8Array, CompressedRows>()

/** The rows of features, compressed when they are first asked for and kept as long as the bytes. */
export function compressedRows({ values, compressed: given }: ByteFeatures, inputs: number): CompressedRows {
  const known = given ?? compressed.get(values)
  if (known !== undefined && known.lit.length === inputs) return known
  const rows = compressRows(values, inputs)
  compressed.set(values, rows)
  return rows
}

/** Data that is denser than this is not worth compressing: sorting costs more than its zeros. */
const DENSEST = 0.7

/** Whether the features are bytes of which enough are zero to leave them out. */
export function isSparse(features: Features, inputs: number): boolean {
  if (features.kind !== 'bytes' || inputs > mostInputs) return false
  const { values } = features
  const known = features.compressed ?? compressed.get(values)
  return (known?.density ?? countNonZero(values) / values.length) <= DENSEST
}

/** How many bytes are not zero. */
export function countNonZero(values: Uint8Array): number {
  const { length } = values
  let count = 0
  // By index: an iterator takes four times as long over the 47 million bytes of MNIST.
  for (let i = 0; i < length; i++) if (values[i] !== 0) count++
  return count
}

/**
 * Leaves the zeros out. The result lies in memory shared between threads where the bytes do.
 * @param values (rows, inputs)
 * @throws RangeError for more inputs than an entry can name
 */
export function compressRows(values: Uint8Array, inputs: number): CompressedRows {
  if (inputs > mostInputs) throw new RangeError(`compressed rows have at most ${mostInputs} inputs, not ${inputs}`)
  const rows = values.length / inputs
  const count = countNonZero(values)
  const allocate = allocatorBeside(values)
  const starts = new Uint32Array(allocate(4 * (rows + 1)))
  const entries = new Uint32Array(allocate(4 * count))
  const lit = new Uint8Array(allocate(inputs))
  let entry = 0
  for (let r = 0; r < rows; r++) {
    const row = r * inputs
    for (let i = 0; i < inputs; i++) {
      const byte = values[row + i]!
      if (byte === 0) continue
      entries[entry++] = (i << 8) | byte
      lit[i] = 1
    }
    starts[r + 1] = entry
  }
  return { starts, entries, lit, density: values.length === 0 ? 0 : count / values.length }
}

function allocatorBeside({ buffer }: Uint8Array): (bytes: number) => ArrayBufferLike {
  const shared = typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer
  return (bytes) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
}

/** Entries of a cache line. */
const lineEntries = 16
/** What was read ahead: kept, so that no compiler leaves the reading out. */
const readAhead = { bits: 0 }

/**
 * Copies the samples of a batch one after the other into `entries`, with the place of each in `starts` (count + 1).
 * @param rows the row of each sample, or null where sample i is row i
 */
export function copyRows(compressed: CompressedRows, rows: Uint32Array | null, range: SampleRange, starts: Uint32Array, entries: Uint32Array): void {
  const { starts: allStarts, entries: allEntries } = compressed
  starts[0] = 0
  if (areConsecutive(rows, range)) {
    const first = rowAt(rows, range, 0)
    const from = allStarts[first]!
    entries.set(allEntries.subarray(from, allStarts[first + range.count]))
    for (let b = 0; b < range.count; b++) starts[b + 1] = allStarts[first + b + 1]! - from
    return
  }
  readAhead.bits ^= readLines(compressed, rows, range)
  let place = 0
  for (let b = 0; b < range.count; b++) {
    const row = rowAt(rows, range, b)
    const end = allStarts[row + 1]!
    for (let entry = allStarts[row]!; entry < end; entry++) entries[place++] = allEntries[entry]!
    starts[b + 1] = place
  }
}

/** Whether the samples lie one after the other, as those of an evaluation do, and images that were distorted for this block. */
function areConsecutive(rows: Uint32Array | null, range: SampleRange): boolean {
  const first = rowAt(rows, range, 0)
  for (let b = 1; b < range.count; b++) if (rowAt(rows, range, b) !== first + b) return false
  return true
}

/**
 * Reads one entry of each cache line of the batch. Samples come in random order, so that each row is a wait for the main memory; these loads do not
 * depend on each other, and the processor has many of them under way at a time, where the copying loop comes to the next row too late for that.
 * Copying takes half the time with it.
 */
function readLines({ starts, entries }: CompressedRows, rows: Uint32Array | null, range: SampleRange): number {
  let bits = 0
  for (let b = 0; b < range.count; b++) {
    const row = rowAt(rows, range, b)
    const end = starts[row + 1]!
    for (let entry = starts[row]!; entry < end; entry += lineEntries) bits ^= entries[entry]!
  }
  return bits
}

function rowAt(rows: Uint32Array | null, { order, start }: SampleRange, b: number): number {
  const sample = order === null ? start + b : order[start + b]!
  return rows === null ? sample : rows[sample]!
}
