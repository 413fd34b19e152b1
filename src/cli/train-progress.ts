/** How far an experiment is, in one line for people. */
import { isFinal, type RunRow } from '../api/records'
import type { EpochRecord } from '../engine/training/records'
import { formatLoss, formatSeconds, formatShare } from './text'

/** On a screen the line renews itself this often, elsewhere a line is added this often; in milliseconds. */
const intervals = { screen: 100, log: 5000 }

export class TrainProgress {
  private readonly started: number
  private epochsSeen = 0
  /** The last epoch of each run: its row follows a moment later. */
  private readonly reached = new Map<number, number>()
  private lastShown = -Infinity

  /** @param now monotonic clock in milliseconds */
  constructor(
    private readonly now: () => number,
    private readonly interactive: boolean,
  ) {
    this.started = now()
  }

  /** The line that is due after these epochs, or null where the last one is recent. */
  afterEpochs(runs: readonly RunRow[], run: RunRow, epochs: readonly EpochRecord[]): string | null {
    this.epochsSeen += epochs.filter(({ epoch }) => epoch > 0).length
    const record = epochs.at(-1)
    if (record) this.reached.set(run.id, record.epoch)
    const now = this.now()
    if (!record || now - this.lastShown < (this.interactive ? intervals.screen : intervals.log)) return null
    this.lastShown = now
    return [this.position(runs), `run ${run.id} epoch ${record.epoch} of ${run.epochs}`, describeScore(record), this.timeLeft(runs, now)]
      .filter(Boolean)
      .join(' · ')
  }

  private position(runs: readonly RunRow[]): string {
    return runs.length > 1 ? `${runs.filter(({ status }) => isFinal(status)).length} of ${runs.length} runs ended` : ''
  }

  /** At the pace so far; empty before there is any. */
  private timeLeft(runs: readonly RunRow[], now: number): string {
    const left = runs.reduce((sum, run) => (isFinal(run.status) ? sum : sum + run.epochs - (this.reached.get(run.id) ?? 0)), 0)
    if (left <= 0 || this.epochsSeen === 0) return ''
    return `about ${formatSeconds(((now - this.started) / 1000 / this.epochsSeen) * left)} left`
  }
}

/** The scores of an epoch that matter most. */
export function describeScore({ train, validation }: Pick<EpochRecord, 'train' | 'validation'>): string {
  const parts = [`loss ${formatLoss(train.loss)}`]
  if (validation.loss !== null) parts.push(`validation loss ${formatLoss(validation.loss)}`)
  if (validation.accuracy !== null) parts.push(`validation accuracy ${formatShare(validation.accuracy)}`)
  else if (train.accuracy !== null) parts.push(`accuracy ${formatShare(train.accuracy)}`)
  return parts.join(', ')
}

/** How a run ended. */
export function describeEnd({ id, seed, setting, status, message, epochsDone, last, seconds }: RunRow): string {
  const which = setting === '' ? `Run ${id} (seed ${seed})` : `Run ${id} (${setting}, seed ${seed})`
  const how = message === null ? status : `${status}: ${message}`
  return `${which} ${how}, after ${countEpochs(epochsDone)} in ${formatSeconds(seconds)}${last ? `; ${describeScore(last)}` : ''}`
}

export function countEpochs(count: number): string {
  return count === 1 ? '1 epoch' : `${count} epochs`
}
