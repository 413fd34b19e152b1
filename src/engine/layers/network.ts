/** From the configuration of a network to its modules. */
import type { ActivationName, NetworkConfig } from '../config/network'
import type { Kernels } from '../kernels/kernels'
import { Linear } from './linear'
import type { Module, ModuleSize } from './module'
import { ReLU } from './relu'
import { Sequential } from './sequential'
import { Sigmoid } from './sigmoid'
import { Tanh } from './tanh'

/** The network, and its linear layers in order for initialisers. */
export interface Network {
  modules: Sequential
  linears: readonly Linear[]
  inputs: number
  outputs: number
}

/**
 * Allocates the network with all weights zero: for each layer a `Linear`, whose parameters are named `layers.0.weight`, `layers.0.bias`
 * and so on, and its activation.
 * @param inputs features of a sample
 * @param capacity most rows of a batch
 */
export function buildNetwork(config: NetworkConfig, inputs: number, kernels: Kernels, capacity: number): Network {
  const modules: Module[] = []
  const linears: Linear[] = []
  let width = inputs
  for (const [index, layer] of config.layers.entries()) {
    const linear = new Linear(kernels, { name: `layers.${index}`, inputs: width, outputs: layer.units, bias: layer.bias, capacity })
    const activation = createActivation(layer.activation, kernels, { inputs: layer.units, capacity })
    linears.push(linear)
    modules.push(linear)
    if (activation !== null) modules.push(activation)
    width = layer.units
  }
  return { modules: new Sequential(modules), linears, inputs, outputs: width }
}

/** The activation's module, or null for the identity, which computes nothing. */
export function createActivation(name: ActivationName, kernels: Kernels, size: ModuleSize): Module | null {
  switch (name) {
    case 'identity':
      return null
    case 'relu':
      return new ReLU(kernels, size)
    case 'sigmoid':
      return new Sigmoid(kernels, size)
    case 'tanh':
      return new Tanh(kernels, size)
  }
}
