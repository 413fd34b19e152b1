/** How many samples are worked through at once. */
import { countMultiplyAdds, type LayerConfig } from './network'

/** Multiply-adds of a block's forward pass: forward and backward take some tens of milliseconds, so that a pause is prompt. */
const blockWork = 5e7
/** Large enough that calls cost nothing, small enough for the processor's cache. */
const mostRows = 512
const fewestRows = 16

/**
 * Rows of a block, by the work that one row is: a larger batch is worked through in blocks of this size, so that neither memory nor the
 * time to a pause grows with it. Batch normalisation takes each batch whole instead. A multiple of 4, which the fast products take at once.
 * @param inputs features of a sample
 */
export function blockRows(inputs: number, layers: readonly Pick<LayerConfig, 'units' | 'batchNorm'>[]): number {
  const affordable = Math.floor(blockWork / countMultiplyAdds(inputs, layers) / 4) * 4
  return Math.min(mostRows, Math.max(fewestRows, affordable))
}

/** Rows of a block where the largest batch has `batchSize` samples. */
export function blockOf(inputs: number, layers: readonly Pick<LayerConfig, 'units' | 'batchNorm'>[], batchSize: number): number {
  return layers.some(({ batchNorm }) => batchNorm !== null) ? batchSize : blockRows(inputs, layers)
}
