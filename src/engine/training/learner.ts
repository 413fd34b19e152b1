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

export interface Learner {
  /** Most samples of one call. A larger batch is worked through in blocks of this size, so that memory does not grow with the batch. */
  readonly block: number
  readonly parameters: readonly NamedTensor[]
  readonly optimizer: OptimizerState
  /** What the finished blocks of an unfinished batch have added up: part of a checkpoint taken there. */
  readonly pending: readonly Vector[]

  /** Forward and backward for a block of a batch of `batch` samples; the first block of a batch starts the gradients from zero. */
  accumulate(data: Dataset, range: SampleRange, block: { first: boolean; batch: number }): BlockScore
  /** One step of the optimizer along the gradients of the whole batch. */
  update(learningRate: number): void
  /** Forward alone; changes nothing that training depends on between batches. */
  evaluate(data: Dataset, range: SampleRange): BlockScore
  /** Whether every parameter is finite. */
  isFinite(): boolean
}
