/** A schedule whose base rate somebody changes while the trial trains. */
import { type RateChange, withRateChange } from '../config/rate-changes'
import type { Schedule, ScheduledTrial } from './schedule'

/**
 * A changed rate takes the place of the optimizer's rate, of which a schedule is a multiple or a bend: with the schedule's s(e), the
 * optimizer's rate η and the changed rate η', rate(e) = η' s(e) / η from the change's epoch on, until the next change. A constant schedule
 * gives η' itself, to the last bit. Lowest rates and peaks scale along. What the schedule remembers stays its own.
 */
export class SteeredSchedule implements Schedule {
  readonly state: Float64Array
  readonly observe?: (loss: number) => void

  constructor(
    private readonly schedule: Schedule,
    private readonly trial: Pick<ScheduledTrial, 'baseRate'>,
    private changes: readonly RateChange[] = [],
  ) {
    this.state = schedule.state
    if (schedule.observe !== undefined) this.observe = (loss) => schedule.observe?.(loss)
  }

  rate(epoch: number): number {
    const scheduled = this.schedule.rate(epoch)
    // Asked for each of a thousand epochs that take a millisecond.
    if (this.changes.length === 0) return scheduled
    const change = this.changes.findLast((one) => one.epoch <= epoch)
    return change === undefined ? scheduled : (scheduled / this.trial.baseRate) * change.learningRate
  }

  change(change: RateChange): void {
    this.changes = withRateChange(this.changes, change)
  }
}
