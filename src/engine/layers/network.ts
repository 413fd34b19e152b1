/** From the configuration of a network to its modules. */
import type { NetworkConfig } from '../config/network'
import type { Kernels } from '../kernels/kernels'
import { createActivation } from './activation'
import { BatchNorm1d } from './batch-norm'
import { Dropout } from './dropout'
import { Linear } from './linear'
import type { Module } from './module'
import { Sequential } from './sequential'

/** The network, and its linear layers in order for initialisers. */
export interface Network {
  modules: Sequential
  linears: readonly Linear[]
  inputs: number
  outputs: number
}

/**
 * Allocates the network with all weights zero: for each layer a `Linear`, whose parameters are named `layers.0.weight`, `layers.0.bias`
 * and so on, batch normalisation, named `layers.0.norm`, its activation and dropout, each where the layer has it.
 * @param inputs features of a sample
 * @param capacity most rows of a batch
 */
export function buildNetwork(config: NetworkConfig, inputs: number, kernels: Kernels, capacity: number): Network {
  const modules: Module[] = []
  const linears: Linear[] = []
  let width = inputs
  for (const [index, layer] of config.layers.entries()) {
    const size = { inputs: layer.units, capacity }
    const linear = new Linear(kernels, { name: `layers.${index}`, inputs: width, outputs: layer.units, bias: layer.bias, capacity })
    linears.push(linear)
    modules.push(linear)
    if (layer.batchNorm !== null) modules.push(new BatchNorm1d(kernels, { name: `layers.${index}.norm`, ...layer.batchNorm, ...size }))
    // The identity computes nothing.
    if (layer.activation.name !== 'identity') modules.push(createActivation(layer.activation, kernels, size))
    if (layer.dropout > 0) modules.push(new Dropout(kernels, { ...size, probability: layer.dropout }))
    width = layer.units
  }
  return { modules: new Sequential(modules), linears, inputs, outputs: width }
}
