/** Epochs that are trained ahead, several in one call, and reported one by one. */
import type { Schedule } from '../schedules/schedule'
import type { EpochLearner, TrainedEpochs } from './learner'
import type { Divergence } from './session-state'

export interface AheadOptions {
  learner: EpochLearner
  schedule: Schedule
  /** Epochs of the trial. */
  epochs: number
  now(): number
}

export class EpochsAhead {
  /** Of the epoch that was taken last: the sum of the losses, the right answers, and its share of the time of its call. */
  loss = 0
  correct = 0
  seconds = 0
  private readonly mostEpochs: number
  private readonly rateOf: (k: number) => number
  private trained: TrainedEpochs | null = null
  /** The first epoch of the last call, and the first after it. */
  private first = 0
  private end = 0
  private secondsEach = 0

  constructor(private readonly options: AheadOptions) {
    const { learner, schedule } = options
    // A schedule that listens may change the rate of an epoch after the one before.
    this.mostEpochs = schedule.observe === undefined ? learner.mostEpochs : 1
    this.rateOf = (k) => schedule.rate(this.first + k)
  }

  /** Trains the epoch unless that is done; the learner has its state then, but where the epoch diverged that of the one before. Epochs follow on one another. */
  take(epoch: number): Divergence {
    const trained = this.trained !== null && epoch < this.end ? this.trained : this.train(epoch)
    const k = epoch - this.first
    this.loss = trained.losses[k]!
    this.correct = trained.correct[k]!
    this.seconds = this.secondsEach
    if (k === trained.finite) return Number.isFinite(this.loss) ? 'parameters' : 'loss'
    this.options.learner.select(k)
    return 'none'
  }

  /** Epochs that were not taken yet are trained anew when they are: the rate has changed. */
  forget(): void {
    this.trained = null
  }

  private train(epoch: number): TrainedEpochs {
    const { learner, epochs } = this.options
    const count = Math.min(this.mostEpochs, epochs - epoch + 1)
    this.first = epoch
    const began = this.options.now()
    const trained = learner.trainEpochs(this.rateOf, count)
    this.secondsEach = (this.options.now() - began) / 1000 / Math.min(count, trained.finite + 1)
    this.trained = trained
    this.end = epoch + count
    return trained
  }
}
