/** How long a thread may be silent before it is taken for stuck: it looks at its messages between slices, and no slice is shorter than a block of samples. */
import { blockOf } from '../engine/config/block-rows'
import { dataShape } from '../engine/config/data'
import type { TrialConfig } from '../engine/config/experiment'
import { countMultiplyAdds } from '../engine/config/network'

/** For preparing the data and for a machine that is busy elsewhere, in milliseconds. */
export const stuckLimit = 60_000
/** Multiply-adds a millisecond of the slowest kernels on a slow and busy machine. */
const slowestRate = 1e5
/** Forward pass, gradients of the weights and gradients of the inputs. */
const passes = 3

/** In milliseconds: a minute, and longer only where batch normalisation takes a large batch of a large network as a whole. */
export function patienceFor({ data, network, batchSize }: TrialConfig): number {
  const { inputs, samples } = dataShape(data)
  const rows = blockOf(inputs, network.layers, batchSize === 'full' ? samples : batchSize)
  return stuckLimit + (passes * rows * countMultiplyAdds(inputs, network.layers)) / slowestRate
}
