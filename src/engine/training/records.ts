/** What training reports: plain data that crosses threads and processes as it is. */

/** Loss and accuracy over a set of samples. */
export interface Score {
  /** Mean over samples, whatever the reduction of the gradient; null where there are no samples to score. */
  loss: number | null
  /** Share of right answers, 0 to 1; null in regression. */
  accuracy: number | null
}

/** One epoch of one run. Row 0 is the evaluation before any training; epochs count from 1. */
export interface EpochRecord {
  epoch: number
  /** Sample-weighted mean of the batch losses, each before its update; in row 0 an evaluation of the training set. */
  train: Score
  /** After the epoch; both null without validation data. */
  validation: Score
  learningRate: number
  /** Seconds of training alone in this epoch, evaluation left out. */
  seconds: number
  /** SHA-256 of all parameters after the epoch, hexadecimal. */
  weightDigest: string
}

/** The scores of one epoch, as a run's row remembers its last and best. */
export type EpochScore = Pick<EpochRecord, 'epoch' | 'train' | 'validation'>

/**
 * Whether `candidate` is better than `best`: higher validation accuracy, else lower validation loss, else lower training loss.
 * A tie keeps the earlier epoch. Row 0 may be best as well: it is the untrained network.
 */
export function isBetter(candidate: EpochScore, best: EpochScore | null): boolean {
  if (best === null) return true
  if (candidate.validation.accuracy !== null && best.validation.accuracy !== null) return candidate.validation.accuracy > best.validation.accuracy
  if (candidate.validation.loss !== null && best.validation.loss !== null) return candidate.validation.loss < best.validation.loss
  if (candidate.train.loss !== null && best.train.loss !== null) return candidate.train.loss < best.train.loss
  return false
}

/** Where a run stands within its epoch. */
export interface Progress {
  /** Epochs finished. */
  epoch: number
  /** Batches finished in the current epoch. */
  batch: number
  batches: number
}
