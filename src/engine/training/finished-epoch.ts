/** The epoch that a session has just completed: its numbers, and its record for whoever asks for it. */
import type { EpochRecord, Score } from './records'
import type { RunningScore, SessionState } from './session-state'

/** Of no samples. */
const unscored: Score = { loss: null, accuracy: null }

/**
 * One object for all epochs of a session, because a trial may have thousands in a millisecond: three objects for each would cost as much as
 * the epoch. The record is made when it is first asked for, which must be before the session goes on; it is the caller's to keep.
 */
export class FinishedEpoch {
  readonly kind = 'epoch'
  private train: RunningScore = { loss: 0, correct: 0, samples: 0 }
  private validation: RunningScore = { loss: 0, correct: 0, samples: 0 }
  private epoch = 0
  private seconds = 0
  private learningRate = 0
  private made: EpochRecord | null = null

  /**
   * @param classified whether there are right answers to count
   * @param digest hash of the parameters as they are
   */
  constructor(
    private readonly classified: boolean,
    private readonly digest: () => string,
  ) {}

  get record(): EpochRecord {
    return (this.made ??= {
      epoch: this.epoch,
      train: this.scoreOf(this.train),
      validation: this.scoreOf(this.validation),
      learningRate: this.learningRate,
      seconds: this.seconds,
      weightDigest: this.digest(),
    })
  }

  /** Exchanges the scores for those of the epoch before, which the next epoch clears: for thousands in a millisecond that is cheaper than copies. */
  take(state: SessionState, learningRate: number): void {
    const { train, validation } = this
    this.epoch = state.epoch
    this.seconds = state.seconds
    this.learningRate = learningRate
    this.train = state.train
    this.validation = state.validation
    state.train = train
    state.validation = validation
    this.made = null
  }

  private scoreOf({ loss, correct, samples }: RunningScore): Score {
    if (samples === 0) return unscored
    return { loss: loss / samples, accuracy: this.classified ? correct / samples : null }
  }
}
