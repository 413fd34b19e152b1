/** The lines of `lab train --json`, which programs rely on: one object a line. */
import type { RunRow, RunStatus } from '../api/records'
import type { EpochRecord, EpochScore, Score } from '../engine/training/records'

/** One committed epoch; row 0 is the evaluation before any training. */
export interface EpochLine {
  event: 'epoch'
  run: number
  seed: number
  epoch: number
  /** Seconds of training alone. */
  seconds: number
  train: Score
  validation: Score
}

/** The last line. */
export interface DoneLine {
  event: 'done'
  runs: { run: number; seed: number; status: RunStatus; last: EpochScore | null; best: EpochScore | null }[]
}

export function epochLine({ id, seed }: Pick<RunRow, 'id' | 'seed'>, { epoch, seconds, train, validation }: EpochRecord): EpochLine {
  return { event: 'epoch', run: id, seed, epoch, seconds, train: copyScore(train), validation: copyScore(validation) }
}

export function doneLine(runs: readonly RunRow[]): DoneLine {
  return {
    event: 'done',
    runs: runs.map(({ id, seed, status, last, best }) => ({ run: id, seed, status, last: copyEpochScore(last), best: copyEpochScore(best) })),
  }
}

function copyEpochScore(score: EpochScore | null): EpochScore | null {
  return score && { epoch: score.epoch, train: copyScore(score.train), validation: copyScore(score.validation) }
}

/** These keys and no others, in this order. */
function copyScore({ loss, accuracy }: Score): Score {
  return { loss, accuracy }
}
