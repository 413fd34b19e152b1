/** The fast kernels of the window: models answer with what trained them. */
import bytes from '../engine/fast/assembly/index.ts?wasm'
import { compileFast } from '../engine/index'

/** Null where there is no WebAssembly SIMD; the reference answers then. */
export const fastKernels = compileFast(bytes)
