/** What training minimises. */
import type { Vector } from '../kernels/kernels'

/** What a batch should have given: a loss reads one of the two. */
export interface BatchTargets {
  /** The class of each row. */
  labels: Uint8Array
  /** (rows, outputs). */
  values: Vector
}

/** The rows of a batch that a call looks at; a large batch is worked through in blocks. */
export interface BatchRows {
  /** Rows of this block. */
  rows: number
  /** Rows of the whole batch, by which a mean divides. */
  batch: number
}

/**
 * A loss has two readings, kept apart:
 * - the **recorded** loss is always the mean over samples of the loss of one sample, so that curves compare whatever the reduction;
 * - the **objective**, whose gradient is followed, is that mean or the sum, as the reduction says.
 */
export interface Loss {
  /** Which target it reads. */
  readonly reads: keyof BatchTargets
  /** Adds up the losses of the block's samples and writes the objective's gradient by the outputs into `gradOutput`. */
  evaluate(output: Vector, targets: BatchTargets, gradOutput: Vector, block: BatchRows): number
  /** The objective of a batch from the sum of its samples' losses. */
  objective(sum: number, batch: number): number
}
