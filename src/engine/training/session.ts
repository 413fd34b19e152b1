/** One trial in training: a state machine that works in slices and can stop and go on at any batch. */
import { Augmenter } from '../augmentation/augmenter'
import type { TrialConfig } from '../config/experiment'
import type { RateChange } from '../config/rate-changes'
import type { Dataset, TrialData } from '../data/dataset'
import type { FastModule } from '../fast/module'
import type { Vector } from '../kernels/kernels'
import type { NamedTensor } from '../models/tensors'
import { createSchedule } from '../schedules/registry'
import { SteeredSchedule } from '../schedules/steered'
import { CheckpointError, decodeHeader, decodeVectors, encodeCheckpoint } from './checkpoint'
import { createEpochLearner, createLearner } from './create-learner'
import { divergenceMessage } from './divergence'
import { EarlyStopping } from './early-stopping'
import { EpochsAhead } from './epochs-ahead'
import { batchesWithin, planBatches, roundDown, type BatchPlan } from './batch-plan'
import { EpochOrder } from './epoch-order'
import type { BlockScore, EpochLearner, Learner } from './learner'
import { FinishedEpoch } from './finished-epoch'
import type { EpochRecord, Progress } from './records'
import { beginEpoch, initialState, type Divergence, type RunningScore, type SessionState } from './session-state'
import { checkData, trialIdentity } from './trial-checks'

/** What a session needs: all that the engine has not of its own comes from here. */
export interface SessionOptions {
  config: TrialConfig
  /** The trial's seed, from which initial weights and orders follow; whole, from 0 to 2^32 - 1. */
  seed: number
  data: TrialData
  /** Monotonic clock in milliseconds. The engine has no clock of its own. */
  now(): number
  /** Hash of the parameters for the epoch's record, hexadecimal. The engine has no hash of its own. */
  digest(parameters: readonly NamedTensor[]): string
  /** The compiled kernels, where the configuration asks for fast ones. */
  fast?: FastModule
  /** Parameters to begin with in place of drawn ones; of the network's names and shapes. */
  initial?: readonly NamedTensor[]
  /** What `checkpoint()` returned earlier: the session goes on from there to the same bits. */
  checkpoint?: Uint8Array
  /** Changes of the learning rate that were made before, or that the trial is to repeat; see `changeRate`. */
  rateChanges?: readonly RateChange[]
}

/** What a slice ended with. */
export type Advance =
  /** The time was up; call again. */
  | { kind: 'yielded' }
  /** An epoch is complete, row 0 first. Its record is made when it is asked for, which must be before the session is advanced again. */
  | { kind: 'epoch'; readonly record: EpochRecord }
  /** The last epoch has been reported. With `ending`, it ended before its last epoch or with other weights than those of its last. */
  | { kind: 'done'; ending?: Ending }
  /** The first value that is no finite number; the parameters are those of the last finite epoch. */
  | { kind: 'diverged'; message: string }

/** Why a trial has other weights at its end than those of its last epoch. */
export interface Ending {
  /** What happened, in words. */
  message: string
  /** The epoch whose parameters the session has now. */
  epoch: number
}

/** A trial in training, which its caller drives. */
export interface TrainingSession {
  readonly progress: Progress
  /** Works until an epoch is complete or `shouldYield` says so; it is asked after each batch or block of an evaluation. */
  advance(shouldYield: () => boolean): Advance
  /** The current parameters and running statistics, as views: copy what must last. */
  parameters(): NamedTensor[]
  /**
   * Trains with another learning rate from the next epoch on that has not begun, in which a schedule counts as before; see `SteeredSchedule`.
   * Not from the next batch on: an epoch's record has one rate, and what was changed can be named by the epoch alone.
   * @param notBefore the first epoch that may have it: an earlier one that is only repeated has the rate that it had
   * @returns that epoch; null where none is left, and nothing has changed
   */
  changeRate(learningRate: number, notBefore?: number): number | null
  /**
   * Parameters, states of optimizer, schedule and early stopping, where the epoch stands, running sums; the order of the samples follows from seed and epoch. May be taken
   * whenever `advance` has returned.
   */
  checkpoint(): Uint8Array
}

/**
 * Allocates the trial and draws its initial weights, or takes up the checkpoint.
 * @throws RangeError when the data, or the parameters to begin with, do not fit the network
 * @throws DataError when the data has a number that is not finite or a label that is no class; it names the row
 * @throws FieldError when the configuration asks for more than the data has
 * @throws CheckpointError when the checkpoint is damaged or belongs to another trial
 */
export function createSession(options: SessionOptions): TrainingSession {
  return new Session(options)
}

class Session implements TrainingSession {
  private readonly learner: Learner | EpochLearner
  /** What trains: the learner batch by batch, or whole epochs of it. */
  private readonly trainer: Learner | EpochsAhead
  private readonly finished: FinishedEpoch
  private readonly order: EpochOrder
  /** Where training images are distorted. */
  private readonly augmenter: Augmenter | null
  /** The parameters of the last epoch that was finite throughout; null where the present ones always are. */
  private readonly finite: readonly Vector[] | null
  private readonly plan: BatchPlan
  private readonly stopping: EarlyStopping | null
  private readonly schedule: SteeredSchedule
  private readonly validationSamples: number
  private state: SessionState = initialState()

  constructor(private readonly options: SessionOptions) {
    const { config, data, seed } = options
    checkData(config, data)
    this.plan = planBatches(config, data.training.samples)
    this.validationSamples = data.validation?.samples ?? 0
    const scheduled = { baseRate: config.optimizer.learningRate, epochs: config.epochs }
    this.schedule = new SteeredSchedule(createSchedule(config.schedule, scheduled), scheduled, options.rateChanges)
    const learnerOptions = { seed, training: data.training, plan: this.plan, fast: options.fast ?? null }
    const learner = createEpochLearner(config, learnerOptions) ?? createLearner(config, learnerOptions)
    const trainsEpochs = 'trainEpochs' in learner
    this.learner = learner
    this.trainer = trainsEpochs ? new EpochsAhead({ learner, schedule: this.schedule, epochs: config.epochs, now: () => options.now() }) : learner
    this.finished = new FinishedEpoch(data.training.targets.kind === 'classes', () => options.digest(this.learner.tensors()))
    this.order = new EpochOrder(seed, data.training.samples, config.shuffle)
    if (options.initial !== undefined) this.learner.begin(options.initial)
    const { augmentation } = config
    this.augmenter =
      augmentation &&
      new Augmenter({
        ranges: augmentation,
        seed,
        training: data.training,
        block: this.learner.block,
        fast: config.kernels === 'fast' ? learnerOptions.fast : null,
      })
    // A learner of whole epochs changes the state only when an epoch is finite throughout; nothing but a validation can fail after that.
    const staysFinite = trainsEpochs && data.validation === null
    this.finite = staysFinite ? null : learner.state.map((parameter) => parameter.slice())
    this.stopping = config.earlyStopping && new EarlyStopping(config.earlyStopping, learner)
    if (options.checkpoint !== undefined) this.restore(options.checkpoint)
  }

  get progress(): Progress {
    const { phase, divergence, epoch, position } = this.state
    const learning = phase === 'learning' || (phase === 'diverged' && divergence !== 'validation')
    const learnt = phase === 'scoring' || phase === 'done' || epoch === 0 ? 0 : learning ? position : this.plan.used
    return { epoch: Math.max(0, epoch - 1), batch: batchesWithin(this.plan, learnt), batches: this.plan.batches }
  }

  advance(shouldYield: () => boolean): Advance {
    for (;;) {
      const outcome = this.work()
      if (outcome !== null) return outcome
      if (shouldYield()) return { kind: 'yielded' }
    }
  }

  parameters(): NamedTensor[] {
    return this.learner.tensors().map(({ name, shape, data }) => ({ name, shape, data }))
  }

  changeRate(learningRate: number, notBefore = 1): number | null {
    const { phase, epoch: current, position } = this.state
    if (phase === 'done' || phase === 'diverged') return null
    const epoch = Math.max(phase === 'learning' && position === 0 ? current : current + 1, notBefore)
    if (epoch > this.options.config.epochs) return null
    this.schedule.change({ epoch, learningRate })
    if (this.trainer instanceof EpochsAhead) this.trainer.forget()
    return epoch
  }

  checkpoint(): Uint8Array {
    const header = { identity: this.identity(), state: this.state, optimizerSteps: this.learner.optimizer.steps }
    return encodeCheckpoint(header, this.vectors(this.state))
  }

  /** One block of the present phase; null when there is more to do. */
  private work(): Advance | null {
    const { state } = this
    switch (state.phase) {
      case 'scoring':
        return this.score()
      case 'learning':
        return this.learn()
      case 'validating':
        return this.validate()
      case 'done':
        return this.finish()
      case 'diverged':
        return { kind: 'diverged', message: divergenceMessage(this.state, this.plan) }
    }
  }

  /** Row 0: a block of the training data under the initial weights. */
  private score(): Advance | null {
    const { state } = this
    if (!this.evaluateBlock(this.options.data.training, state.train)) return this.diverge('loss')
    return state.position < this.options.data.training.samples ? null : this.enterValidation()
  }

  private learn(): Advance | null {
    return this.trainer instanceof EpochsAhead ? this.learnEpoch(this.trainer) : this.learnBlock(this.trainer)
  }

  private learnEpoch(ahead: EpochsAhead): Advance | null {
    const { state, plan } = this
    const divergence = ahead.take(state.epoch)
    if (divergence === 'loss') return this.diverge(divergence)
    add(state.train, ahead, plan.used)
    state.position = plan.used
    state.seconds = ahead.seconds
    return divergence === 'none' ? this.enterValidation() : this.diverge(divergence)
  }

  /** A block of the current batch; the optimizer steps after the last batch of those that make one update. */
  private learnBlock(learner: Learner): Advance | null {
    const { state, plan } = this
    const began = this.options.now()
    const batchEnd = Math.min(roundDown(state.position, plan.batchSize) + plan.batchSize, plan.used)
    const updateStart = roundDown(state.position, plan.updateSize)
    const updateEnd = Math.min(updateStart + plan.updateSize, plan.used)
    const count = Math.min(learner.block, batchEnd - state.position)
    const range = { order: this.order.of(state.epoch), start: state.position, count }
    const data = this.augmenter?.of(state.epoch, range) ?? this.options.data.training
    const score = learner.accumulate(data, range, { first: state.position === updateStart, batch: updateEnd - updateStart })
    if (!Number.isFinite(score.loss)) return this.diverge('loss')
    add(state.train, score, count)
    state.position += count
    if (state.position === updateEnd) {
      learner.update(this.learningRate)
      if (!learner.isFinite()) return this.diverge('parameters')
    }
    state.seconds += (this.options.now() - began) / 1000
    return state.position < plan.used ? null : this.enterValidation()
  }

  private enterValidation(): Advance | null {
    const { state } = this
    if (!this.isEvaluated(state.epoch)) return this.completeEpoch()
    state.phase = 'validating'
    state.position = 0
    return null
  }

  private validate(): Advance | null {
    const { validation } = this.options.data
    if (validation === null) return this.completeEpoch()
    if (!this.evaluateBlock(validation, this.state.validation)) return this.diverge('validation')
    return this.state.position < validation.samples ? null : this.completeEpoch()
  }

  /** Scores the next block; false when its loss is not finite. */
  private evaluateBlock(data: Dataset, into: RunningScore): boolean {
    const { state, learner } = this
    const count = Math.min(learner.block, data.samples - state.position)
    const score = learner.evaluate(data, { order: null, start: state.position, count })
    if (!Number.isFinite(score.loss)) return false
    add(into, score, count)
    state.position += count
    return true
  }

  private completeEpoch(): Advance {
    const { finished, stopping, schedule } = this
    const { epoch } = this.state
    finished.take(this.state, this.learningRate)
    if (schedule.observe !== undefined) this.tellSchedule(finished.record)
    if (stopping !== null && (this.validationSamples === 0 || this.isEvaluated(epoch))) stopping.observe(finished.record)
    if (this.finite !== null) for (const [k, data] of this.learner.state.entries()) this.finite[k]!.set(data)
    const over = epoch >= this.options.config.epochs || stopping?.isOver === true
    beginEpoch(this.state, epoch + 1, over ? 'done' : 'learning')
    return finished
  }

  /** Not before the last epoch was reported, whose parameters the session still has then. */
  private finish(): Advance {
    const last = this.state.epoch - 1
    const message = this.stopping?.describeEnd(last, this.options.config.epochs) ?? null
    return this.stopping === null || message === null ? { kind: 'done' } : { kind: 'done', ending: { message, epoch: this.stopping.restore(last) } }
  }

  private diverge(divergence: Divergence): Advance {
    this.state.phase = 'diverged'
    this.state.divergence = divergence
    if (this.finite !== null) for (const [k, data] of this.learner.state.entries()) data.set(this.finite[k]!)
    return { kind: 'diverged', message: divergenceMessage(this.state, this.plan) }
  }

  /** Row 0 is not told: nothing was learnt in it. Nor is an epoch without a validation in a trial that has one. */
  private tellSchedule({ epoch, train, validation }: EpochRecord): void {
    const { loss } = this.validationSamples > 0 ? validation : train
    if (epoch > 0 && loss !== null) this.schedule.observe?.(loss)
  }

  private identity(): number {
    const { config, seed, data } = this.options
    return trialIdentity(config, seed, data)
  }

  private get learningRate(): number {
    return this.schedule.rate(this.state.epoch)
  }

  /** Whether the validation data is scored in this epoch. */
  private isEvaluated(epoch: number): boolean {
    const { evaluateEvery, epochs } = this.options.config
    return this.validationSamples > 0 && (epoch % evaluateEvery === 0 || epoch === epochs)
  }

  /** What a checkpoint in the given state holds. */
  private vectors(state: SessionState): Vector[] {
    const { learner, schedule, stopping, plan } = this
    const withinUpdate = state.phase === 'learning' && state.position % plan.updateSize !== 0 && state.position < plan.used
    return [
      ...learner.state,
      ...(this.finite ?? learner.state),
      ...learner.optimizer.vectors,
      schedule.state,
      ...(stopping === null ? [] : [stopping.state, ...stopping.best]),
      ...(withinUpdate && 'pending' in learner ? learner.pending : []),
    ]
  }

  private restore(bytes: Uint8Array): void {
    const { state, optimizerSteps } = decodeHeader(bytes, this.identity())
    const { epochs } = this.options.config
    if (state.epoch > epochs + 1 || state.position > Math.max(this.options.data.training.samples, this.validationSamples))
      throw new CheckpointError('damaged', `the checkpoint is damaged: epoch ${state.epoch}, sample ${state.position} does not exist`)
    decodeVectors(bytes, this.vectors(state))
    if (this.stopping?.isPossible(state.epoch) === false) throw new CheckpointError('damaged', 'the checkpoint is damaged: its best epoch does not exist')
    this.state = state
    this.learner.optimizer.steps = optimizerSteps
  }
}

function add(total: RunningScore, block: BlockScore, samples: number): void {
  total.loss += block.loss
  total.correct += block.correct
  total.samples += samples
}
