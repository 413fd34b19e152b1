/** What batch normalisation asks of batches: it needs each of them whole, and two samples at least. */
import { limits } from './limits'
import type { NetworkConfig } from './network'

export interface BatchCut {
  batchSize: number | 'full'
  dropLastBatch: boolean
  /** Training samples of an epoch. */
  samples: number
  /** Features of a sample. */
  inputs: number
}

/**
 * Why the network cannot be trained with such batches, or null. Without batch normalisation everything can: a large batch is worked
 * through in blocks, and a batch may be a single sample.
 */
export function batchMisfit({ layers }: NetworkConfig, { batchSize, dropLastBatch, samples, inputs }: BatchCut): string | null {
  if (layers.every(({ batchNorm }) => batchNorm === null)) return null
  const size = batchSize === 'full' ? samples : batchSize
  if (size < 2) return 'Batch normalisation needs at least 2 samples a batch: take a larger batch'
  if (samples % size === 1 && !dropLastBatch)
    return `Batch normalisation needs at least 2 samples a batch, but the last of ${samples} samples in batches of ${size} has 1: drop the last batch or take another size`
  const width = layers.reduce((sum, { units }) => sum + units, inputs)
  if (size * width > limits.batchNumbers)
    return `Batch normalisation works on a batch as a whole: ${size} samples of ${width} inputs and units are ${size * width} numbers; at most ${limits.batchNumbers} are allowed: take a smaller batch`
  return null
}
