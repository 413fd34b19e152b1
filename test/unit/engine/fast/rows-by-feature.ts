/** Rows of samples that lie side by side, for tests: as those of `instance`, but padded to eight numbers. */
import type { Pointer } from '../../../../src/engine/fast/exports'
import { rowLength } from '../../../../src/engine/fast/full-batch-plan'
import type { FastInstance } from '../../../../src/engine/fast/module'

export function rowBytes(samples: number): number {
  return rowLength(samples) * 4
}

export function allocateRows({ memory }: FastInstance, rows: number, samples: number): Pointer {
  return memory.allocateFloats(rows * rowLength(samples))
}

/** Writes row after row; the padding is left as it is. */
export function writeRows({ memory }: FastInstance, pointer: Pointer, samples: number, values: ArrayLike<number>): void {
  const length = rowLength(samples)
  const floats = memory.floats(pointer, (values.length / samples) * length)
  for (let i = 0; i < values.length; i++) floats[Math.floor(i / samples) * length + (i % samples)] = values[i]!
}

export function readRows({ memory }: FastInstance, pointer: Pointer, rows: number, samples: number): number[] {
  const length = rowLength(samples)
  const floats = memory.floats(pointer, rows * length)
  return Array.from({ length: rows * samples }, (_, i) => floats[Math.floor(i / samples) * length + (i % samples)]!)
}
