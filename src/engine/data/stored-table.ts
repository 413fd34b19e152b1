/**
 * The file of a stored data set: 64 bytes of header, the features of all samples row by row as float32, then their targets. Numbers are
 * little-endian, as every processor that the lab runs on stores them. Names and where the data came from are no part of it: two files with
 * the same numbers are the same data, and have the same SHA-256.
 */
import type { StoredSetConfig } from '../config/stored-set'
import { limits } from '../config/limits'
import { DataError } from './data-error'
import type { Dataset } from './dataset'

/** Bytes before the features: a multiple of 8, so that numbers lie where the processor wants them. */
export const headerBytes = 64

/** What the header says. */
export type StoredShape = Omit<StoredSetConfig, 'digest'>

const magic = 'BPLDATA1'
/** Places of the header's numbers, in bytes. */
const at = { task: 8, samples: 12, inputs: 16, outputs: 20 } as const
const tasks = ['classification', 'regression'] as const

/** Where the parts of the file begin, and how long it is. */
export interface StoredLayout {
  features: { start: number; bytes: number }
  /** Classes as bytes, or values as float64. */
  targets: { start: number; bytes: number }
  bytes: number
}

export function storedLayout({ task, samples, inputs, outputs }: StoredShape): StoredLayout {
  const bytes = samples * inputs * Float32Array.BYTES_PER_ELEMENT
  const start = headerBytes + Math.ceil(bytes / 8) * 8
  const targets = task === 'classification' ? samples : samples * outputs * Float64Array.BYTES_PER_ELEMENT
  return { features: { start: headerBytes, bytes }, targets: { start, bytes: targets }, bytes: start + targets }
}

export function encodeStoredHeader({ task, samples, inputs, outputs }: StoredShape): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(headerBytes)
  header.set(new TextEncoder().encode(magic))
  const view = new DataView(header.buffer)
  view.setUint32(at.task, tasks.indexOf(task), true)
  view.setUint32(at.samples, samples, true)
  view.setUint32(at.inputs, inputs, true)
  view.setUint32(at.outputs, outputs, true)
  return header
}

/**
 * @param header the first `headerBytes` of the file
 * @param size bytes of the whole file
 * @throws DataError where it is no data set, or has another size than its header says
 */
export function decodeStoredHeader(header: Uint8Array, size: number, file: string): StoredShape {
  const refuse = (byte: number, problem: string): never => {
    throw new DataError(file, `byte ${byte}`, problem)
  }
  if (header.length < headerBytes) return refuse(header.length, `expected a header of ${headerBytes} bytes`)
  if (new TextDecoder().decode(header.subarray(0, magic.length)) !== magic) refuse(0, `expected "${magic}", the mark of a stored data set`)
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  const task = tasks[view.getUint32(at.task, true)] ?? refuse(at.task, 'expected classes or values')
  const shape = { task, samples: view.getUint32(at.samples, true), inputs: view.getUint32(at.inputs, true), outputs: view.getUint32(at.outputs, true) }
  if (shape.samples < 1 || shape.inputs < 1 || shape.outputs < 1 || shape.samples * shape.inputs > limits.storedNumbers)
    refuse(at.samples, `expected 1 to ${limits.storedNumbers} numbers, found ${shape.samples} samples of ${shape.inputs} inputs`)
  const { bytes } = storedLayout(shape)
  if (size !== bytes) refuse(size, `expected ${bytes} bytes for ${shape.samples} samples of ${shape.inputs} inputs, found ${size}`)
  return shape
}

/**
 * The data set, as views of the file's bytes: nothing is copied, so that the bytes may lie in memory that threads share.
 * @param bytes the whole file, at a place that is a multiple of 8
 * @throws DataError as `decodeStoredHeader` does
 */
export function storedDataset(bytes: Uint8Array, file: string): Dataset {
  const { task, samples, inputs, outputs } = decodeStoredHeader(bytes.subarray(0, headerBytes), bytes.length, file)
  const { features, targets } = storedLayout({ task, samples, inputs, outputs })
  const place = (start: number) => bytes.byteOffset + start
  return {
    samples,
    inputs,
    features: { kind: 'real', values: new Float32Array(bytes.buffer, place(features.start), samples * inputs) },
    targets:
      task === 'classification'
        ? { kind: 'classes', labels: new Uint8Array(bytes.buffer, place(targets.start), samples), classes: outputs }
        : { kind: 'values', values: new Float64Array(bytes.buffer, place(targets.start), samples * outputs), outputs },
  }
}

/**
 * The features of the first samples, of a file of which only the beginning is at hand: as many whole rows as it holds.
 * @param beginning of the file, from its first byte
 */
export function firstStoredRows(beginning: Uint8Array, { samples, inputs }: Pick<StoredShape, 'samples' | 'inputs'>): Float32Array {
  const rows = Math.max(0, Math.min(samples, Math.floor((beginning.length - headerBytes) / (4 * inputs))))
  // A copy: the beginning may lie at any place of its memory.
  return new Float32Array(beginning.slice(headerBytes, headerBytes + 4 * rows * inputs).buffer)
}
