/** Where a trial stands, in numbers: with the learner's vectors it decides everything that follows. */

export const phases = ['scoring', 'learning', 'validating', 'done', 'diverged'] as const
/**
 * - scoring: row 0, the training data is evaluated before any training
 * - learning: the batches of an epoch
 * - validating: the validation data, in row 0 and after each epoch
 */
export type Phase = (typeof phases)[number]

export const divergences = ['none', 'loss', 'validation', 'parameters'] as const
/** Where the first value was found that is no finite number. */
export type Divergence = (typeof divergences)[number]

/** Sums over the samples seen so far. */
export interface RunningScore {
  loss: number
  correct: number
  samples: number
}

export interface SessionState {
  phase: Phase
  divergence: Divergence
  /** The epoch in work: 0 is the evaluation before training. */
  epoch: number
  /** Samples of the phase that are finished. */
  position: number
  train: RunningScore
  validation: RunningScore
  /** Seconds of training in this epoch. */
  seconds: number
}

export function initialState(): SessionState {
  return {
    phase: 'scoring',
    divergence: 'none',
    epoch: 0,
    position: 0,
    train: { loss: 0, correct: 0, samples: 0 },
    validation: { loss: 0, correct: 0, samples: 0 },
    seconds: 0,
  }
}

/** The state at the beginning of an epoch, in the same object: trials of a thousand short epochs make no waste. */
export function beginEpoch(state: SessionState, epoch: number, phase: Phase): void {
  state.phase = phase
  state.epoch = epoch
  state.position = 0
  state.seconds = 0
  clear(state.train)
  clear(state.validation)
}

function clear(score: RunningScore): void {
  score.loss = 0
  score.correct = 0
  score.samples = 0
}
