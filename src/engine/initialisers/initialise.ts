/** The first weights of a trial. */
import type { LayerConfig, NetworkConfig } from '../config/network'
import type { Vector } from '../kernels/kernels'
import { createStream, type RandomStream } from '../random/stream'
import type { WeightDistribution } from './initialiser'
import { weightDistribution } from './registry'

/** The tensors of a layer to draw, (outputs, inputs) and (outputs). */
export interface DrawnLayer {
  inputs: number
  outputs: number
  weight: { data: Vector }
  bias: { data: Vector } | null
}

/** Draws the weights row by row, then the biases. */
export function initialiseLayer(
  layer: DrawnLayer,
  { initialiser, activation }: Pick<LayerConfig, 'initialiser' | 'activation'>,
  stream: Pick<RandomStream, 'uniformBetween' | 'gaussian'>,
): void {
  const { weight, bias } = weightDistribution(initialiser, { fanIn: layer.inputs, fanOut: layer.outputs }, activation)
  fill(layer.weight.data, () => drawWeight(weight, stream))
  if (layer.bias !== null) fill(layer.bias.data, () => (bias > 0 ? stream.uniformBetween(-bias, bias) : 0))
}

/**
 * The initial weights of a trial. Each layer has a stream of its own, so that the same seed gives a layer the same weights whatever the
 * other layers look like: settings are compared from the same start wherever shapes agree.
 */
export function initialiseNetwork(layers: readonly DrawnLayer[], config: NetworkConfig, seed: number): void {
  if (layers.length !== config.layers.length) throw new RangeError(`the configuration has ${config.layers.length} layers, the network ${layers.length}`)
  for (const [index, layer] of layers.entries()) initialiseLayer(layer, config.layers[index]!, createStream(seed, 'initialisation', index))
}

function drawWeight(weight: WeightDistribution['weight'], stream: Pick<RandomStream, 'uniformBetween' | 'gaussian'>): number {
  switch (weight.kind) {
    case 'uniform':
      return stream.uniformBetween(-weight.bound, weight.bound)
    case 'normal':
      return weight.deviation * stream.gaussian()
    case 'constant':
      return weight.value
  }
}

function fill(vector: Vector, draw: () => number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = draw()
}
