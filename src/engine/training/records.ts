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
  /** After the epoch; both null without validation data, and in epochs in which it is not evaluated. */
  validation: Score
  learningRate: number
  /** Seconds of training alone in this epoch, evaluation left out. */
  seconds: number
  /** SHA-256 of all parameters after the epoch, hexadecimal. */
  weightDigest: string
}

/** The scores of one epoch, as a run's row remembers its last and best. */
export type EpochScore = Pick<EpochRecord, 'epoch' | 'train' | 'validation'>

/** What makes an epoch the best, the one that counts first. */
export const bestMeasures = ['validation accuracy', 'validation loss', 'training loss'] as const

/** The epoch by each of these measures, so that higher is better. */
function meritsOf({ train, validation }: EpochScore): (number | null)[] {
  return [validation.accuracy, negative(validation.loss), negative(train.loss)]
}

function negative(loss: number | null): number | null {
  return loss === null ? null : -loss
}

/** The first measure that the epoch has, by its place in `bestMeasures`, and its value, the higher the better; null without any. */
export function meritOf(score: EpochScore): { measure: number; merit: number } | null {
  for (const [measure, merit] of meritsOf(score).entries()) if (merit !== null) return { measure, merit }
  return null
}

/**
 * Whether `candidate` is better than `best`: higher validation accuracy, else lower validation loss, else lower training loss.
 * A tie keeps the earlier epoch. Row 0 may be best as well: it is the untrained network. Where the trial has validation data, only
 * epochs that were evaluated on it can be best.
 */
export function isBetter(candidate: EpochScore, best: EpochScore | null): boolean {
  if (best === null) return true
  const [one, other] = [meritOf(candidate), meritOf(best)]
  if (one === null || other === null) return one !== null && other === null
  return one.measure === other.measure ? one.merit > other.merit : one.measure < other.measure
}

/** Where a run stands within its epoch. */
export interface Progress {
  /** Epochs finished. */
  epoch: number
  /** Batches finished in the current epoch. */
  batch: number
  batches: number
}
