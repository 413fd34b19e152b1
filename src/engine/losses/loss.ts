/** What training minimises. */
import type * as z from 'zod'
import type { Part } from '../config/part'
import type { Targets } from '../data/dataset'
import type { LossKernels, Vector } from '../kernels/kernels'

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
  /** What a mean over the whole batch divides by: its rows or, where samples are weighted, the sum of their weights. */
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
  /** What a sample of each class counts in the objective's mean; null where every sample counts 1. */
  readonly sampleWeights: Float64Array | null
  /** Adds up the losses of the block's samples and writes the objective's gradient by the outputs into `gradOutput`. */
  evaluate(output: Vector, targets: BatchTargets, gradOutput: Vector, block: BatchRows): number
  /** The objective of a batch from the sum of its samples' losses; `batch` as in `BatchRows`. */
  objective(sum: number, batch: number): number
}

/** What a loss is used with. */
export interface LossUse {
  task: 'regression' | 'classification'
  /** Targets of a sample, or classes. */
  outputs: number
  /** Whether the output layer gives its weighted sums as they are. */
  bare: boolean
}

/** Why a loss cannot be used so. */
export interface Misfit {
  /** The field to change: one of the loss, or the activation of the output layer. */
  field: string
  message: string
}

/** What a loss is made for. */
export interface LossSize {
  /** Outputs of the network. */
  outputs: number
  /** Targets of the training data, for a loss that depends on their kind or counts their classes. */
  targets: Targets | null
}

/** A loss that a configuration can name. */
export interface LossPart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /** Units of the output layer that it takes for the data; as many as targets or classes where this is not given. */
  units?(use: Pick<LossUse, 'task' | 'outputs'>): number
  /** What keeps it from being used so; null when all fits, and where fields of the configuration are wrong, which the schema says. */
  misfit(config: unknown, use: LossUse): Misfit | null
  /** What is wrong with the values of one sample as its target, for a loss that does not take every number; null when nothing is. */
  valuesProblem?(values: Float64Array): string | null
  /** Throws a ZodError where the configuration is not its own, a RangeError where it lacks targets that it depends on. */
  create(config: unknown, size: LossSize, kernels: LossKernels): Loss
}

/** What a loss's file says of it; its functions get the configuration as the schema reads it. */
export interface LossDescription<S extends z.ZodObject> extends Part<S> {
  units?(use: Pick<LossUse, 'task' | 'outputs'>): number
  fits?(config: z.output<S>, use: LossUse): Misfit | null
  valuesProblem?(values: Float64Array): string | null
  build(config: z.output<S>, size: LossSize, kernels: LossKernels): Loss
}

/** Makes a part of a loss's description. */
export function defineLoss<S extends z.ZodObject>({ fits, build, ...part }: LossDescription<S>): LossPart<S> {
  return {
    ...part,
    misfit(config, use) {
      const parsed = part.schema.safeParse(config)
      return parsed.success ? (fits?.(parsed.data, use) ?? null) : null
    },
    create: (config, size, kernels) => build(part.schema.parse(config), size, kernels),
  }
}
