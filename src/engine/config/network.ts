/** The network: fully connected layers in order, each with its own units, activation and initialiser. */
import * as z from 'zod'
import { initialiserSchema, type InitialiserConfig } from '../initialisers/registry'
import { activationSchema, type ActivationConfig } from '../layers/activations/registry'
import { flag, whole } from './fields'
import { limits } from './limits'
import { planned } from './planned'

export { activationSchema, type ActivationConfig, initialiserSchema, type InitialiserConfig }

export const layerSchema = z.strictObject({
  units: whole({ min: 1, max: limits.units }, { label: 'Units', unit: 'neurons', help: 'Outputs of the layer.' }),
  activation: activationSchema.prefault('identity').meta({ label: 'Activation', help: 'The function applied to each output of the layer.' }),
  initialiser: initialiserSchema.prefault('torch_linear_default').meta({ label: 'Initialiser', help: 'How the first weights are drawn.' }),
  bias: flag({ label: 'Bias', help: 'Whether the layer adds a learned offset.' }).default(true),
  batchNorm: planned('Batch normalisation', false),
  dropout: planned('Dropout', 0),
})
export type LayerConfig = z.output<typeof layerSchema>

export const networkSchema = z.strictObject({
  /** The last layer is the output: its units are the targets or the classes; cross-entropy takes its logits. */
  layers: z
    .array(layerSchema, { error: 'Layers take a list of layers' })
    .min(1, { error: 'A network takes at least 1 layer' })
    .max(limits.layers, { error: `A network takes at most ${limits.layers} layers` }),
})
export type NetworkConfig = z.output<typeof networkSchema>

/** Weights and biases of each layer; a layer of d inputs and p units has p d + p. */
export function layerParameters(inputs: number, layers: readonly Pick<LayerConfig, 'units' | 'bias'>[]): number[] {
  return layers.map((layer, i) => layer.units * ((i === 0 ? inputs : layers[i - 1]!.units) + (layer.bias ? 1 : 0)))
}

/** Learned numbers of the whole network. */
export function countParameters(inputs: number, layers: readonly Pick<LayerConfig, 'units' | 'bias'>[]): number {
  return layerParameters(inputs, layers).reduce((sum, count) => sum + count, 0)
}

/** Multiply-adds of one sample's forward pass. */
export function countMultiplyAdds(inputs: number, layers: readonly Pick<LayerConfig, 'units'>[]): number {
  return layers.reduce((sum, layer, i) => sum + layer.units * (i === 0 ? inputs : layers[i - 1]!.units), 0)
}
