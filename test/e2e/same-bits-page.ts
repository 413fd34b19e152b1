/** What a page runs for `same-bits.test.ts`. */
import bytes from '../../src/engine/fast/assembly/index.ts?wasm'
import type { TrialConfig } from '../../src/engine/config/experiment'
import { compileFast } from '../../src/engine/fast/module'
import { trainEveryKind, type Bits } from '../unit/engine/training/every-kind'

export function train(kernels: TrialConfig['kernels']): Bits[] {
  const fast = compileFast(bytes)
  if (fast === null) throw new Error('this page has no WebAssembly SIMD')
  return trainEveryKind(kernels, fast)
}
