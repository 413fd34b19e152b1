/** The network: fully connected layers in order. What a layer computes is linear, normalised over the batch, activated, and partly left out. */
import * as z from 'zod'
import { initialiserSchema, type InitialiserConfig } from '../initialisers/registry'
import { activationSchema, type ActivationConfig } from '../layers/activations/registry'
import { batchNormSchema } from '../layers/batch-norm'
import { dropoutField } from '../layers/dropout'
import { flag, whole } from './fields'
import { limits } from './limits'

export { activationSchema, type ActivationConfig, batchNormSchema, initialiserSchema, type InitialiserConfig }

export const layerSchema = z.strictObject({
  units: whole({ min: 1, max: limits.units }, { label: 'Units', unit: 'neurons', help: 'Outputs of the layer.' }),
  activation: activationSchema.prefault('identity').meta({ label: 'Activation', help: 'The function applied to each output of the layer.' }),
  initialiser: initialiserSchema.prefault('torch_linear_default').meta({ label: 'Initialiser', help: 'How the first weights are drawn.' }),
  bias: flag({ label: 'Bias', help: 'Whether the layer adds a learned offset.' }).default(true),
  batchNorm: batchNormSchema.default(null).meta({
    label: 'Batch normalisation',
    help: 'Each output is brought to mean 0 and deviation 1 over the batch, then scaled and shifted by learned numbers.',
  }),
  dropout: dropoutField.default(0),
})
/** One layer with every field filled in. */
export type LayerConfig = z.output<typeof layerSchema>

/** The layers in order; the last is the output. */
export const networkSchema = z.strictObject({
  /** The last layer is the output: its units are the targets or the classes; cross-entropy takes its logits. */
  layers: z
    .array(layerSchema, { error: 'Layers take a list of layers' })
    .min(1, { error: 'A network takes at least 1 layer' })
    .max(limits.layers, { error: `A network takes at most ${limits.layers} layers` }),
})
/** A network with every field filled in. */
export type NetworkConfig = z.output<typeof networkSchema>

type CountedLayer = Pick<LayerConfig, 'units' | 'bias' | 'batchNorm'>

/** Learned numbers of each layer; one of d inputs and p units has p d weights, p biases, and with batch normalisation p scales and p shifts. */
export function layerParameters(inputs: number, layers: readonly CountedLayer[]): number[] {
  return layers.map(({ units, bias, batchNorm }, i) => units * ((i === 0 ? inputs : layers[i - 1]!.units) + (bias ? 1 : 0) + (batchNorm === null ? 0 : 2)))
}

/** Learned numbers of the whole network. */
export function countParameters(inputs: number, layers: readonly CountedLayer[]): number {
  return layerParameters(inputs, layers).reduce((sum, count) => sum + count, 0)
}

/** Multiply-adds of one sample's forward pass in evaluation: one for each weight, and one for each number that is normalised. */
export function countMultiplyAdds(inputs: number, layers: readonly Pick<LayerConfig, 'units' | 'batchNorm'>[]): number {
  return layers.reduce((sum, { units, batchNorm }, i) => sum + units * ((i === 0 ? inputs : layers[i - 1]!.units) + (batchNorm === null ? 0 : 1)), 0)
}
