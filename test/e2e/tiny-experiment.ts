/** The smallest training that is worth recording: a few epochs of XOR. */
import type { Input } from '../../src/api/contract'

export const tinyEpochs = 3

export const tinyExperiment: Input<'experiments.start'> = {
  config: {
    name: 'Tiny XOR',
    data: { source: 'xor', samples: 20 },
    network: { layers: [{ units: 4, activation: 'tanh' }, { units: 2 }] },
    loss: { name: 'cross_entropy', reduction: 'mean' },
    optimizer: { name: 'sgd', learningRate: 0.1 },
    epochs: tinyEpochs,
    seeds: { count: 1 },
  },
}
