/** The weights of a stored network, layer by layer. */
import { decodeModel } from '../../../engine/index'

export interface LayerTensors {
  /** Units of the layer. */
  units: number
  inputs: number
  /** (units, inputs). */
  weight: ArrayLike<number>
  /** (units); null for a layer without biases. */
  bias: ArrayLike<number> | null
}

/** Throws a DataError where the file cannot be read. */
export function layerTensors(file: Uint8Array): LayerTensors[] {
  const { config, parameters } = decodeModel(file)
  return config.network.layers.map(({ units }, layer) => {
    const find = (name: string) => parameters.find((tensor) => tensor.name === `layers.${layer}.${name}`)?.data ?? null
    const weight = find('weight') ?? new Float32Array(0)
    return { units, inputs: weight.length / units, weight, bias: find('bias') }
  })
}

/** The weights that lead into one unit. */
export function weightsOf({ weight, inputs }: LayerTensors, unit: number): Float64Array {
  return Float64Array.from({ length: inputs }, (_, i) => weight[unit * inputs + i]!)
}

/** sqrt of the sum of w². */
export function normOf(weights: ArrayLike<number>): number {
  return Math.sqrt(Array.from(weights).reduce((sum, w) => sum + w * w, 0))
}

/** The smallest and the largest. */
export function extentOf(weights: Float64Array): [number, number] {
  return [weights.reduce((least, w) => Math.min(least, w), Infinity), weights.reduce((most, w) => Math.max(most, w), -Infinity)]
}
