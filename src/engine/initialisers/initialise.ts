/** The first weights of a trial. */
import type { LayerConfig, NetworkConfig } from '../config/network'
import type { Vector } from '../kernels/kernels'
import type { Linear } from '../layers/linear'
import { createStream, type RandomStream } from '../random/stream'
import type { WeightDistribution } from './initialiser'
import { weightDistribution } from './registry'

/** Draws the weights row by row, then the biases. */
export function initialiseLayer(
  layer: Linear,
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
export function initialiseNetwork(layers: readonly Linear[], config: NetworkConfig, seed: number): void {
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
