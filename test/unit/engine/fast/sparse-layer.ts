/** A batch of compressed rows and the memory of a first layer around it, for the tests of the sparse kernels. */
import fc from 'fast-check'
import { compressRows, copyRows } from '../../../../src/engine/fast/compress'
import { padded, type Pointer } from '../../../../src/engine/fast/exports'
import type { FastInstance } from '../../../../src/engine/fast/module'
import { allocateRows, freshInstance, writeRows } from './instance'
import { float32Array } from './numbers'

/** One layer over one batch; matrices are row-major without padding. */
export interface SparseCase {
  rows: number
  inputs: number
  columns: number
  /** (rows, inputs). */
  bytes: Uint8Array
  /** (inputs, columns). */
  weight: readonly number[]
  bias: readonly number[]
  /** (rows, columns): the gradient by the outputs. */
  delta: readonly number[]
  /** (inputs) each, of features that are standardised; null for none. */
  scaling: { scale: readonly number[]; shift: readonly number[] } | null
}

export const table = Float32Array.from({ length: 256 }, (_, byte) => byte / 255)

/** What the layer sees in row r at input i. */
export function featureAt({ bytes, inputs, scaling }: SparseCase, r: number, i: number): number {
  const value = table[bytes[r * inputs + i]!]!
  return scaling === null ? value : scaling.scale[i]! * value - scaling.shift[i]!
}

/** The layer in the kernels' memory. */
export interface SparseMemory {
  instance: FastInstance
  starts: Pointer
  entries: Pointer
  table: Pointer
  scale: Pointer
  shift: Pointer
  weight: Pointer
  bias: Pointer
  shiftedBias: Pointer
  output: Pointer
  delta: Pointer
  deltaSums: Pointer
  ends: Pointer
  sorted: Pointer
  gradient: Pointer
  /** What an optimizer keeps of the weight. */
  averages: readonly [Pointer, Pointer, Pointer]
  /** Padded columns. */
  stride: number
}

export function placed(layer: SparseCase): SparseMemory {
  const { rows, inputs, columns, bytes, weight, bias, delta, scaling } = layer
  const instance = freshInstance()
  const { memory } = instance
  const words = (count: number) => memory.allocate(4 * count)
  const placed: SparseMemory = {
    instance,
    starts: words(rows + 1),
    entries: words(rows * inputs),
    table: words(256),
    scale: scaling === null ? 0 : words(inputs),
    shift: scaling === null ? 0 : words(inputs),
    weight: allocateRows(instance, inputs, columns),
    bias: allocateRows(instance, 1, columns),
    shiftedBias: allocateRows(instance, 1, columns),
    output: allocateRows(instance, rows, columns),
    delta: allocateRows(instance, rows, columns),
    deltaSums: allocateRows(instance, 1, columns),
    ends: words(inputs + 1),
    sorted: words(rows * inputs),
    gradient: allocateRows(instance, inputs, columns),
    averages: [allocateRows(instance, inputs, columns), allocateRows(instance, inputs, columns), allocateRows(instance, inputs, columns)],
    stride: padded(columns),
  }
  memory.floats(placed.table, 256).set(table)
  if (scaling !== null) {
    memory.floats(placed.scale, inputs).set(scaling.scale)
    memory.floats(placed.shift, inputs).set(scaling.shift)
  }
  writeRows(instance, placed.weight, columns, weight)
  writeRows(instance, placed.bias, columns, bias)
  writeRows(instance, placed.delta, columns, delta)
  const range = { order: null, start: 0, count: rows }
  copyRows(compressRows(bytes, inputs), null, range, memory.words(placed.starts, rows + 1), memory.words(placed.entries, rows * inputs))
  return placed
}

/** Bytes of which most are zero, or none, or whole rows and columns. */
function bytesOf(rows: number, inputs: number): fc.Arbitrary<Uint8Array> {
  const byte = fc.integer({ min: 1, max: 255 })
  const cell = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, byte)
  const of = (arbitrary: fc.Arbitrary<number>) => fc.array(arbitrary, { minLength: rows * inputs, maxLength: rows * inputs })
  const sparse = fc.tuple(of(cell), fc.nat(rows - 1), fc.nat(inputs - 1)).map(([cells, darkRow, darkInput]) => {
    return cells.map((value, i) => (Math.floor(i / inputs) === darkRow || i % inputs === darkInput ? 0 : value))
  })
  return fc.oneof(sparse, sparse, of(byte)).map((values) => Uint8Array.from(values))
}

export const sparseCases: fc.Arbitrary<SparseCase> = fc
  .record({
    rows: fc.integer({ min: 1, max: 20 }),
    inputs: fc.integer({ min: 1, max: 40 }),
    // 61 padded is 32 + 16 + 8 + 4 and more: each block of columns that the kernels have.
    columns: fc.integer({ min: 1, max: 70 }),
  })
  .chain(({ rows, inputs, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      inputs: fc.constant(inputs),
      columns: fc.constant(columns),
      bytes: bytesOf(rows, inputs),
      weight: float32Array(inputs * columns),
      bias: float32Array(columns),
      delta: float32Array(rows * columns),
      scaling: fc.option(fc.record({ scale: float32Array(inputs), shift: float32Array(inputs) })),
    }),
  )
