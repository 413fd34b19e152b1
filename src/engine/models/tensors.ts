/** Named parameters, as they are digested, stored and exchanged. */
import type { Vector } from '../kernels/kernels'

export interface NamedTensor {
  /** `layers.0.weight` or `layers.0.bias`, counting the linear layers. */
  name: string
  /** (out, in) for weights, (out) for biases, as in PyTorch. */
  shape: number[]
  data: Vector
}
