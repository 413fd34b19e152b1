/** An instance of the compiled kernels for tests, with its memory filled and read by short words. */
import bytes from '../../../../src/engine/fast/assembly/index.ts?wasm'
import { padded, type Pointer } from '../../../../src/engine/fast/exports'
import { compileFast, instantiateFast, type FastInstance, type FastModule } from '../../../../src/engine/fast/module'

/** Tests run where SIMD is; a machine without it should say so, not pass. */
export function compiledKernels(): FastModule {
  const module = compileFast(bytes)
  if (module === null) throw new Error('this Node has no WebAssembly SIMD')
  return module
}

const module = compiledKernels()

export function freshInstance(): FastInstance {
  return instantiateFast(module)
}

/** Allocates room for rows of `columns` numbers, padded as the kernels expect; fill it by `writeRows` when all is allocated. */
export function allocateRows({ memory }: FastInstance, rows: number, columns: number): Pointer {
  return memory.allocateFloats(rows * padded(columns))
}

/** Writes unpadded row-major numbers; the padding is left as it is. */
export function writeRows({ memory }: FastInstance, pointer: Pointer, columns: number, values: ArrayLike<number>): void {
  const stride = padded(columns)
  const rows = values.length / columns
  const floats = memory.floats(pointer, rows * stride)
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) floats[r * stride + c] = values[r * columns + c]!
}

/** The numbers without their padding. */
export function readRows({ memory }: FastInstance, pointer: Pointer, rows: number, columns: number): number[] {
  const stride = padded(columns)
  const floats = memory.floats(pointer, rows * stride)
  return Array.from({ length: rows * columns }, (_, i) => floats[Math.floor(i / columns) * stride + (i % columns)]!)
}

/** What lies in the padding of the rows. */
export function readPadding({ memory }: FastInstance, pointer: Pointer, rows: number, columns: number): number[] {
  const stride = padded(columns)
  const floats = memory.floats(pointer, rows * stride)
  return [...floats].filter((_, i) => i % stride >= columns)
}
