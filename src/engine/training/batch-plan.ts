/** How an epoch is cut into batches, and batches are put together to updates. */
import type { TrialConfig } from '../config/experiment'

export interface BatchPlan {
  /** Samples of a batch, but for the last of an epoch. */
  batchSize: number
  /** Batches of an epoch. */
  batches: number
  /** Training samples that an epoch uses. */
  used: number
  /**
   * Samples of the batches whose gradients make one update. They count as one batch: a mean divides by all their samples, so that the
   * update is that of a batch as large. At the end of an epoch fewer are left: they make an update of their own, whose mean is over the
   * samples that there are.
   */
  updateSize: number
}

/** @param samples training samples, not fewer than a batch takes */
export function planBatches({ batchSize: wanted, dropLastBatch, accumulationSteps }: TrialConfig, samples: number): BatchPlan {
  const batchSize = wanted === 'full' ? samples : wanted
  const batches = dropLastBatch ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize)
  return { batchSize, batches, used: Math.min(samples, batches * batchSize), updateSize: batchSize * accumulationSteps }
}

/** Batches that are finished when that many samples are. */
export function batchesWithin({ batchSize, batches, used }: BatchPlan, position: number): number {
  return position >= used ? batches : Math.floor(position / batchSize)
}

/** The largest multiple of the step that is no larger. */
export function roundDown(value: number, step: number): number {
  return Math.floor(value / step) * step
}
