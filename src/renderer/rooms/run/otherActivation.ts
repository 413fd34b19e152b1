/** The same experiment with another activation in its hidden layers: the comparison that a first run asks for. */
import type { ExperimentConfig } from '../../../engine/config/experiment'
import type { LayerConfig } from '../../../engine/config/network'

const mostNameLetters = 120

/** ReLU; TanH where every hidden layer has ReLU already; null where there is no hidden layer. */
export function activationToCompare(layers: readonly Pick<LayerConfig, 'activation'>[]): 'relu' | 'tanh' | null {
  const hidden = layers.slice(0, -1)
  if (hidden.length === 0) return null
  return hidden.every(({ activation }) => activation.name === 'relu') ? 'tanh' : 'relu'
}

/** @param title of the activation, which the name ends with */
export function withActivation(config: ExperimentConfig, name: 'relu' | 'tanh', title: string): ExperimentConfig {
  const { layers } = config.network
  const changed = layers.map((layer, i) => (i < layers.length - 1 ? { ...layer, activation: { name } } : layer))
  const ending = `, ${title}`
  return { ...config, name: config.name.slice(0, mostNameLetters - ending.length) + ending, network: { ...config.network, layers: changed } }
}
