/** What a session trains: a network with its loss and its optimizer, whoever computes them. */
import type { Dataset } from '../data/dataset'
import type { Vector } from '../kernels/kernels'
import type { NamedTensor } from '../models/tensors'
import type { OptimizerState } from '../optimizers/optimizer'
import type { SampleRange } from './batch'

/** Sums over the samples of a block. */
export interface BlockScore {
  /** Sum of the samples' losses. */
  loss: number
  /** Samples whose largest output is at their class; 0 in regression. */
  correct: number
}

/** What all learners have. */
export interface AnyLearner {
  /**
   * Most samples of one call. A larger batch is worked through in blocks of this size, so that memory does not grow with the batch; with
   * batch normalisation the largest batch is one block.
   */
  readonly block: number
  /** All that the trained network consists of, in the same vectors each time: ask anew before each reading, and put copies back into it. */
  readonly state: readonly Vector[]
  readonly optimizer: OptimizerState

  /** Forward alone; changes nothing that training depends on between batches. */
  evaluate(data: Dataset, range: SampleRange): BlockScore
  /** The state as tensors of the usual names and shapes, parameters and running statistics; views, valid until the state changes. */
  tensors(): readonly NamedTensor[]
  /** Takes these parameters in place of the drawn ones. Throws a RangeError that names the tensor where they do not fit. */
  begin(parameters: readonly NamedTensor[]): void
}

/** Trains batch by batch. */
export interface Learner extends AnyLearner {
  /** What the finished blocks of an unfinished update have added up: part of a checkpoint taken there. */
  readonly pending: readonly Vector[]

  /**
   * Forward and backward for a block of one batch. The update that it belongs to is made of `batch` samples in all, one batch or several in
   * a row, by which a mean divides; the first block of an update starts the gradients from zero.
   */
  accumulate(data: Dataset, range: SampleRange, block: { first: boolean; batch: number }): BlockScore
  /** One step of the optimizer along the gradients of the whole update. */
  update(learningRate: number): void
  /** Whether every tensor is finite. */
  isFinite(): boolean
}

/** What epochs gave that were trained ahead of their report. */
export interface TrainedEpochs {
  /** Epochs up to the first with a number that is not finite; that one's loss is recorded too. */
  readonly finite: number
  /** Of each epoch, the sum of the samples' losses. */
  readonly losses: Float64Array
  /** Of each epoch, the right answers; 0 in regression. */
  readonly correct: Float64Array
}

/** Trains whole epochs, several in one call, where an epoch is so short that what surrounds it would cost more. */
export interface EpochLearner extends AnyLearner {
  /** Most epochs of a call, which takes a few milliseconds. */
  readonly mostEpochs: number
  /**
   * `count` epochs, of which the learning rate of each is asked for, from 0, from the present state on, which stays as it is until an epoch is selected; ends
   * early after one that is not finite. What is returned is overwritten by the next call.
   */
  trainEpochs(rateOf: (k: number) => number, count: number): TrainedEpochs
  /**
   * State and optimizer become those after epoch k, from 0, of the last call. When its last epoch has been selected, none before it may be
   * once another learner has trained.
   */
  select(k: number): void
}
