/** Named parameters and running statistics, as they are digested, stored and exchanged. */
import type { Vector } from '../kernels/kernels'

/** Numbers with a shape and a name. */
export interface NamedTensor {
  /** Such as `layers.0.weight`, `layers.0.bias` or `layers.0.norm.running_mean`, counting the linear layers. */
  name: string
  /** (out, in) for weights, (out) for all others, as in PyTorch. */
  shape: number[]
  data: Vector
}
