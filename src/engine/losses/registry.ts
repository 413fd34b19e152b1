/** Every loss, from simple to complex: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import { DataError } from '../data/data-error'
import type { Dataset, Targets } from '../data/dataset'
import type { LossKernels } from '../kernels/kernels'
import { bceWithLogits } from './bce-with-logits'
import { crossEntropy } from './cross-entropy'
import { huber } from './huber'
import type { Loss, LossPart, LossUse, Misfit } from './loss'
import { mae } from './mae'
import { mse } from './mse'

/** The losses: name, fields, formula, source and implementation of each. */
export const losses = [mse, mae, huber, bceWithLogits, crossEntropy] as const

/** The reduction scales gradients only: the recorded loss is always the mean over samples. */
export const lossSchema = variants('Loss', 'name', schemasOf(losses))
/** A loss with its fields, such as `{ name: 'huber', reduction: 'sum', delta: 1 }`. */
export type LossConfig = z.output<typeof lossSchema>

/**
 * The loss that a configuration names.
 * @param outputs outputs of the network: targets of a sample, or classes
 * @param targets those of the training data: cross-entropy reads rows of values as distributions, and balanced class weights count labels
 */
export function createLoss(config: LossConfig, outputs: number, kernels: LossKernels, targets: Targets | null = null): Loss {
  return partOf(config).create(config, { outputs, targets }, kernels)
}

/** Units that the output layer must have. */
export function outputUnits(config: Pick<LossConfig, 'name'>, use: Pick<LossUse, 'task' | 'outputs'>): number {
  return partOf(config).units?.(use) ?? use.outputs
}

/** What keeps the loss from being used so; null when all fits. */
export function lossMisfit(config: LossConfig, use: LossUse): Misfit | null {
  return partOf(config).misfit(config, use)
}

/**
 * Throws a DataError that names the first row (from 0) whose values the loss cannot read as a target.
 * @param name what the user calls the data, such as "training data"
 */
export function checkTargets(config: LossConfig, { samples, targets }: Pick<Dataset, 'samples' | 'targets'>, name: string): void {
  const { valuesProblem } = partOf(config)
  if (targets.kind !== 'values' || valuesProblem === undefined) return
  const { values, outputs } = targets
  for (let row = 0; row < samples; row++) {
    const problem = valuesProblem(values.subarray(row * outputs, (row + 1) * outputs))
    if (problem !== null) throw new DataError(name, `row ${row}`, problem)
  }
}

function partOf({ name }: Pick<LossConfig, 'name'>): LossPart {
  return findPart<LossPart>(losses, 'name', name)
}
