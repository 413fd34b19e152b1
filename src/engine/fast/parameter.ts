/** A tensor that training changes, in the kernels' memory. */
import type { Pointer } from './exports'

export interface FastParameter {
  /** Such as `layers.0.weight`. */
  readonly name: string
  /** (out, in) for weights, (out) for all others, whatever the kernels' layout. */
  readonly shape: number[]
  readonly weight: Pointer
  /** 0 where the gradient is never written down, see `SparseKernels.sparseUpdate`. */
  readonly gradient: Pointer
  /** Numbers with their padding. */
  readonly count: number
  /** Whether penalties, and weight decay that spares biases, act on it. */
  readonly isWeight: boolean
}
