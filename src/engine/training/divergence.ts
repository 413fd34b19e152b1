/** The first value that is no finite number, in words. */
import { batchesWithin, type BatchPlan } from './batch-plan'
import type { SessionState } from './session-state'

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
