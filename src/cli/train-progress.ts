/** How far an experiment is, in one line for people. */
import { isFinal, type RunRow } from '../api/records'
import { trialWork } from '../engine/config/work'
import type { EpochRecord } from '../engine/training/records'
import { formatLoss, formatSeconds, formatShare } from './text'

/** On a screen the line renews itself this often, elsewhere a line is added this often; in milliseconds. */
const intervals = { screen: 100, log: 5000 }

export class TrainProgress {
  private readonly started: number
  /** Of the epochs seen, in the unit of `trialWork`. */
  private workSeen = 0
  /** Of an epoch, by configuration: settings differ, and an epoch of one can cost ten of another. */
  private readonly epochWork = new Map<string, number>()
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
    this.workSeen += epochs.filter(({ epoch }) => epoch > 0).length * this.workOf(run)
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
    const left = runs.reduce((sum, run) => (isFinal(run.status) ? sum : sum + this.epochsLeft(run) * this.workOf(run)), 0)
    if (left <= 0 || this.workSeen === 0) return ''
    return `about ${formatSeconds(((now - this.started) / 1000 / this.workSeen) * left)} left`
  }

  private epochsLeft({ id, epochs, epochsDone }: RunRow): number {
    return epochs - Math.max(epochsDone, this.reached.get(id) ?? 0)
  }

  private workOf({ configDigest, config, epochs }: RunRow): number {
    const work = this.epochWork.get(configDigest) ?? trialWork(config) / epochs
    this.epochWork.set(configDigest, work)
    return work
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
