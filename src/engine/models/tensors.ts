/** Named parameters and running statistics, as they are digested, stored and exchanged. */
import type { Precision, Vector } from '../kernels/kernels'

/** Numbers with a shape and a name. */
export interface NamedTensor {
  /** Such as `layers.0.weight`, `layers.0.bias` or `layers.0.norm.running_mean`, counting the linear layers. */
  name: string
  /** (out, in) for weights, (out) for all others, as in PyTorch. */
  shape: number[]
  data: Vector
}

/** The precision of a network with these parameters. */
export function precisionOf(parameters: readonly NamedTensor[]): Precision {
  return parameters.every(({ data }) => data instanceof Float32Array) ? 'float32' : 'float64'
}
