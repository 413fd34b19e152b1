/** The first weights: from which distribution each layer's are drawn. */
import type { InitialiserName, NetworkConfig } from '../config/network'
import type { Vector } from '../kernels/kernels'
import type { Linear } from '../layers/linear'
import { createStream, type RandomStream } from '../random/stream'

/** Inputs and outputs of a layer. */
export interface Fan {
  fanIn: number
  fanOut: number
}

/** What an initialiser draws from; the biases are zero or uniform in plus or minus `bias`. */
export interface WeightDistribution {
  weight: { kind: 'uniform'; bound: number } | { kind: 'normal'; deviation: number }
  bias: number
}

/**
 * - torch_linear_default: W and b uniform in ±1/sqrt(fanIn), PyTorch's `Linear` (He's uniform rule with a = sqrt 5)
 * - xavier_uniform: W uniform in ±sqrt(6 / (fanIn + fanOut)), b = 0
 * - xavier_normal: W normal with variance 2 / (fanIn + fanOut), b = 0
 *
 * Xavier: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16 and the
 * variance it comes from, with gain 1.
 */
export function weightDistribution(name: InitialiserName, { fanIn, fanOut }: Fan): WeightDistribution {
  switch (name) {
    case 'torch_linear_default': {
      const bound = 1 / Math.sqrt(fanIn)
      return { weight: { kind: 'uniform', bound }, bias: bound }
    }
    case 'xavier_uniform':
      return { weight: { kind: 'uniform', bound: Math.sqrt(6 / (fanIn + fanOut)) }, bias: 0 }
    case 'xavier_normal':
      return { weight: { kind: 'normal', deviation: Math.sqrt(2 / (fanIn + fanOut)) }, bias: 0 }
  }
}

/** Draws the weights row by row, then the biases. */
export function initialiseLayer(layer: Linear, name: InitialiserName, stream: RandomStream): void {
  const { weight, bias } = weightDistribution(name, { fanIn: layer.inputs, fanOut: layer.outputs })
  fill(layer.weight.data, weight.kind === 'uniform' ? () => stream.uniformBetween(-weight.bound, weight.bound) : () => weight.deviation * stream.gaussian())
  if (layer.bias !== null) fill(layer.bias.data, () => (bias > 0 ? stream.uniformBetween(-bias, bias) : 0))
}

/**
 * The initial weights of a trial. Each layer has a stream of its own, so that the same seed gives a layer the same weights whatever the
 * other layers look like: settings are compared from the same start wherever shapes agree.
 */
export function initialiseNetwork(layers: readonly Linear[], config: NetworkConfig, seed: number): void {
  if (layers.length !== config.layers.length) throw new RangeError(`the configuration has ${config.layers.length} layers, the network ${layers.length}`)
  for (const [index, layer] of layers.entries()) initialiseLayer(layer, config.layers[index]!.initialiser, createStream(seed, 'initialisation', index))
}

function fill(vector: Vector, draw: () => number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = draw()
}
