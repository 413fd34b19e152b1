/** The first value that is no finite number, in words. */
import type { SessionState } from './session-state'

/** How an epoch is cut into batches. */
export interface BatchPlan {
  /** Samples of a batch, but for the last of an epoch. */
  batchSize: number
  /** Batches of an epoch. */
  batches: number
  /** Training samples that an epoch uses. */
  used: number
}

/** Batches that are finished when that many samples are. */
export function batchesWithin({ batchSize, batches, used }: BatchPlan, position: number): number {
  return position >= used ? batches : Math.floor(position / batchSize)
}

/** Where training diverged. A loss is found at the batch in work, a weight after the step of the batch just finished. */
export function divergenceMessage({ divergence, epoch, position }: SessionState, plan: BatchPlan): string {
  const batch = divergence === 'parameters' ? batchesWithin(plan, position) : Math.floor(position / plan.batchSize) + 1
  const within = `in epoch ${epoch}, batch ${batch} of ${plan.batches}`
  switch (divergence) {
    case 'none':
      return 'Training has not diverged'
    case 'loss':
      return `The training loss is no finite number ${epoch === 0 ? 'before any training' : within}`
    case 'validation':
      return `The validation loss is no finite number ${epoch === 0 ? 'before any training' : `after epoch ${epoch}`}`
    case 'parameters':
      return `A weight is no finite number ${within}`
  }
}
