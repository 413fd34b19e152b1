/** Early stopping: a trial that no longer gets better ends, with the weights of its best epoch where that is asked for. */
import type { EarlyStoppingConfig } from '../config/early-stopping'
import type { Vector } from '../kernels/kernels'
import type { AnyLearner } from './learner'
import { bestMeasures, meritOf, type EpochScore } from './records'

/** Places in the state. */
const MEASURE = 0
const BEST_EPOCH = 1
const BEST_MERIT = 2
const REFERENCE = 3
const WAITED = 4

/**
 * Looks at the epochs that were evaluated, row 0 first, by the measure that makes an epoch best. An epoch gains when it is better than the
 * reference, which is the epoch of the last gain, by more than `minimumGain`. After `patience` evaluated epochs in a row without a gain
 * training is to stop. L. Prechelt, "Early stopping - but when?", Neural Networks: Tricks of the Trade (1998). The best epoch is that of the
 * records, which needs no minimum gain.
 */
export class EarlyStopping {
  /** All that later decisions depend on; a checkpoint keeps it and writes into it. */
  readonly state = new Float64Array(5)
  /** The parameters of the best epoch; none unless they are to be restored. */
  readonly best: readonly Vector[]

  /** @param learner whose state training changes: copied once, where the best is to be restored */
  constructor(
    private readonly settings: NonNullable<EarlyStoppingConfig>,
    private readonly learner: Pick<AnyLearner, 'state'>,
  ) {
    this.best = settings.restoreBest ? learner.state.map((parameter) => parameter.slice()) : []
  }

  /** Takes note of an evaluated epoch, while the parameters are as it left them. */
  observe(score: EpochScore): void {
    const found = meritOf(score)
    if (found === null) return
    const { state } = this
    const first = score.epoch === 0
    if (first || found.merit > state[BEST_MERIT]!) {
      state[BEST_EPOCH] = score.epoch
      state[BEST_MERIT] = found.merit
      if (this.settings.restoreBest) for (const [k, parameter] of this.learner.state.entries()) this.best[k]!.set(parameter)
    }
    if (first || found.merit - state[REFERENCE]! > this.settings.minimumGain) {
      state[REFERENCE] = found.merit
      state[WAITED] = 0
    } else state[WAITED]!++
    state[MEASURE] = found.measure
  }

  get isOver(): boolean {
    return this.state[WAITED]! >= this.settings.patience
  }

  /** Puts the best parameters back where that is asked for; says of which epoch the parameters are then. */
  restore(lastEpoch: number): number {
    if (!this.settings.restoreBest) return lastEpoch
    for (const [k, parameter] of this.learner.state.entries()) parameter.set(this.best[k]!)
    return this.state[BEST_EPOCH]!
  }

  /** Why the trial ended after this epoch, and with which weights; null where it went all the way and ends with its last ones. */
  describeEnd(lastEpoch: number, epochs: number): string | null {
    const measure = bestMeasures[this.state[MEASURE]!] ?? ''
    const bestEpoch = this.state[BEST_EPOCH]!
    const restored = this.settings.restoreBest && bestEpoch !== lastEpoch
    const weights = `the weights are those of epoch ${bestEpoch}, the best by ${measure}`
    if (lastEpoch >= epochs) return restored ? `All ${epochs} epochs are done; ${weights}` : null
    const waited = this.state[WAITED]!
    const { minimumGain } = this.settings
    const gain = minimumGain > 0 ? `no gain in ${measure} above ${minimumGain}` : `no gain in ${measure}`
    return `Stopped early after epoch ${lastEpoch} of ${epochs}: ${gain} in ${waited} evaluation${waited === 1 ? '' : 's'}${restored ? `; ${weights}` : ''}`
  }

  /** Whether the state, read from a checkpoint, can be that of a trial in this epoch. */
  isPossible(epoch: number): boolean {
    const [measure, bestEpoch, , , waited] = this.state
    return bestMeasures[measure!] !== undefined && isCount(bestEpoch!, epoch) && isCount(waited!, epoch)
  }
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most
}
