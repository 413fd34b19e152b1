/** The WebAssembly module: compiled once a thread, with a memory of its own for each network. */
import { kernelNames, type FastKernels } from './exports'
import { FastMemory } from './memory'

/** The compiled kernels; whoever runs the engine makes it of the bytes that the build gives. */
export interface FastModule {
  readonly module: WebAssembly.Module
}

/** An instance of the kernels with its memory. */
export interface FastInstance {
  readonly kernels: FastKernels
  readonly memory: FastMemory
}

/**
 * Compiles the kernels, or null where WebAssembly or its SIMD is missing.
 * @param bytes the compiled AssemblyScript; the engine reads no files
 */
export function compileFast(bytes: Uint8Array<ArrayBuffer>): FastModule | null {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) return null
  return { module: new WebAssembly.Module(bytes) }
}

/** A new instance; the memory is freed with it. */
export function instantiateFast({ module }: FastModule): FastInstance {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 })
  const instance = new WebAssembly.Instance(module, { env: { memory, abort } })
  const { exports } = instance
  if (!areKernels(exports)) throw new Error(`the module has not all kernels: ${missingFrom(exports).join(', ')}`)
  return { kernels: exports, memory: new FastMemory(memory) }
}

function areKernels(exports: WebAssembly.Exports): exports is WebAssembly.Exports & FastKernels {
  return missingFrom(exports).length === 0
}

function missingFrom(exports: WebAssembly.Exports): string[] {
  return Object.keys(kernelNames).filter((name) => typeof exports[name] !== 'function')
}

/** AssemblyScript calls it where a program breaks off; ours has no place that does. */
function abort(): never {
  throw new Error('the kernels broke off')
}
