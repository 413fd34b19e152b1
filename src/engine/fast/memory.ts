/** Memory of one network: all is allocated before the first number is written, because a memory that grows takes its views away. */
import type { Pointer } from './exports'

const pageBytes = 65536
/** A cache line: no two blocks share one. */
const alignment = 64

export class FastMemory {
  /** The first page belongs to the module itself, and 0 stands for "none". */
  private top = pageBytes
  private sealed = false

  constructor(private readonly memory: WebAssembly.Memory) {}

  /**
   * Zeros.
   * @throws RangeError when the memory cannot grow that far
   */
  allocate(bytes: number): Pointer {
    if (this.sealed) throw new Error('the memory is sealed: its views would be lost')
    const pointer = this.top
    this.top += Math.ceil(bytes / alignment) * alignment
    const missing = this.top - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes))
    return pointer
  }

  /** For that many float32. */
  allocateFloats(count: number): Pointer {
    return this.allocate(count * Float32Array.BYTES_PER_ELEMENT)
  }

  get bytes(): number {
    return this.memory.buffer.byteLength
  }

  floats(pointer: Pointer, count: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.seal(), pointer, count)
  }

  doubles(pointer: Pointer, count: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.seal(), pointer, count)
  }

  words(pointer: Pointer, count: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.seal(), pointer, count)
  }

  integers(pointer: Pointer, count: number): Int32Array<ArrayBuffer> {
    return new Int32Array(this.seal(), pointer, count)
  }

  bytesAt(pointer: Pointer, count: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.seal(), pointer, count)
  }

  private seal(): ArrayBuffer {
    this.sealed = true
    return this.memory.buffer
  }
}
