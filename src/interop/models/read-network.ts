/** A network as it was found in another program's file: its layers with their numbers, and what follows the last one. */
import type { ActivationConfig } from '../../engine/config/network'
import type { Precision, Vector } from '../../engine/kernels/kernels'

export interface ReadLayer {
  units: number
  /** (units, inputs), row-major. */
  weight: Vector
  bias: Vector | null
  norm: ReadNorm | null
  activation: ActivationConfig
}

/** Batch normalisation in evaluation, each of length units. */
export interface ReadNorm {
  weight: Vector
  bias: Vector
  runningMean: Vector
  runningVariance: Vector
  epsilon: number
}

export interface ReadNetwork {
  inputs: number
  layers: ReadLayer[]
  /** What the outputs of the last layer go through. */
  tail: 'none' | 'softmax'
  precision: Precision
  /** The program that made the file, as the file says. */
  producer: string
  /** Such as "ONNX, opset 13". */
  format: string
  /** What else the file says of itself. */
  metadata: ReadonlyMap<string, string>
}
