/** Whether the weights of one trial fit the network of another. */
import { dataShape } from './data'
import type { TrialConfig } from './experiment'

type Sized = Pick<TrialConfig, 'data' | 'network' | 'precision'>

/** Null where they fit, else the field at fault and what it has to be, in words. Functions, optimizer and data may differ. */
export function networkMisfit(config: Sized, weights: Sized): { field: string; message: string } | null {
  const [inputs, wanted] = [dataShape(config.data).inputs, dataShape(weights.data).inputs]
  if (inputs !== wanted) return { field: 'data', message: `The weights are of a network with ${wanted} inputs, this data has ${inputs}` }
  const [layers, known] = [config.network.layers, weights.network.layers]
  if (layers.length !== known.length)
    return { field: 'network.layers', message: `The weights are of a network with ${known.length} layers, this one has ${layers.length}` }
  for (const [i, layer] of layers.entries()) {
    const other = known[i]!
    const field = `network.layers.${i}`
    if (layer.units !== other.units)
      return { field: `${field}.units`, message: `Layer ${i + 1} has ${layer.units} units, the weights are of one with ${other.units}` }
    if (layer.bias !== other.bias) return { field: `${field}.bias`, message: `The weights of layer ${i + 1} ${other.bias ? 'have' : 'have no'} biases` }
    if ((layer.batchNorm === null) !== (other.batchNorm === null))
      return { field: `${field}.batchNorm`, message: `The weights of layer ${i + 1} ${other.batchNorm ? 'have' : 'have no'} batch normalisation` }
  }
  if (config.precision !== weights.precision) return { field: 'precision', message: `The weights are ${weights.precision}: set the precision to it` }
  return null
}
