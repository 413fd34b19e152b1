/** Kind `loss`: predictions or logits and targets -> loss in its reduction, its gradient, and for cross-entropy the loss of each sample and the probabilities. */
import * as z from 'zod'
import type { Targets } from '../../../src/engine/data/dataset'
import type { Kernels, Vector } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { Softmax } from '../../../src/engine/layers/softmax'
import type { BatchTargets, Loss } from '../../../src/engine/losses/loss'
import { createLoss } from '../../../src/engine/losses/registry'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { built, lossOf, lossParams, wordsFor } from '../parts'
import { tensor, type GoldenCase, type Tensor } from '../schema'

export const elementwiseShape = z.object({ inputs: z.object({ pred: tensor, target: tensor }), expected: z.object({ loss: z.number(), dpred: tensor }) })
export const crossEntropyShape = z.object({
  inputs: z.object({ logits: tensor, labels: z.array(z.number()).optional(), targets: tensor.optional() }),
  expected: z.object({ loss: z.number(), per_sample: tensor, dlogits: tensor, probs: tensor }),
})

export const loss: Kind = {
  notSupported: (golden) => wordsFor('loss', lossOf(lossParams.parse(golden.params))),
  float32: true,
  run(golden, check, precision) {
    const kernels = createReferenceKernels(precision)
    if (golden.params['name'] === 'cross_entropy_logits') runCrossEntropy(golden, check, kernels)
    else runElementwise(golden, check, kernels)
  },
}

function runElementwise(golden: GoldenCase, check: Check, kernels: Kernels): void {
  const { inputs, expected } = elementwiseShape.parse(golden)
  const { rows, columns } = sizeOf(inputs.pred)
  const measured = createLoss(built(lossOf(lossParams.parse(golden.params))), columns, kernels)
  const targets = { labels: new Uint8Array(0), values: vectorOf(kernels, inputs.target.data) }
  const gradient = compareLoss(check, { loss: measured, output: vectorOf(kernels, inputs.pred.data), targets, rows }, { kernels, want: expected.loss })
  check.tensor('dpred', gradient, expected.dpred)
}

function runCrossEntropy(golden: GoldenCase, check: Check, kernels: Kernels): void {
  const { inputs, expected } = crossEntropyShape.parse(golden)
  const { rows, columns } = sizeOf(inputs.logits)
  const given = targetsOf(inputs, columns)
  const crossEntropy = createLoss(built(lossOf(lossParams.parse(golden.params))), columns, kernels, given)
  const output = vectorOf(kernels, inputs.logits.data)
  const targets = batchOf(kernels, given, columns)
  const gradient = compareLoss(check, { loss: crossEntropy, output, targets, rows }, { kernels, want: expected.loss })
  check.tensor('dlogits', gradient, expected.dlogits)
  check.tensor('probs', new Softmax(kernels, { inputs: columns, capacity: rows }).forward(output, rows), expected.probs)
  const samples = Array.from({ length: rows }, (_, row) => {
    const [start, end] = [row * columns, (row + 1) * columns]
    const one = { labels: targets.labels.subarray(row, row + 1), values: targets.values.subarray(start, end) }
    return crossEntropy.evaluate(output.subarray(start, end), one, gradient, { rows: 1, batch: 1 })
  })
  check.tensor('per_sample', samples, expected.per_sample)
}

/** Compares the objective and returns its gradient. */
function compareLoss(
  check: Check,
  { loss: measured, output, targets, rows }: { loss: Loss; output: Vector; targets: BatchTargets; rows: number },
  { kernels, want }: { kernels: Kernels; want: number },
): Vector {
  const gradient = kernels.allocate(output.length)
  const sum = measured.evaluate(output, targets, gradient, { rows, batch: rows })
  check.number('loss', measured.objective(sum, rows), want)
  return gradient
}

export function targetsOf({ labels, targets }: z.output<typeof crossEntropyShape>['inputs'], columns: number): Targets {
  if (labels !== undefined) return { kind: 'classes', labels: Uint8Array.from(labels), classes: columns }
  return { kind: 'values', values: Float64Array.from(targets?.data ?? []), outputs: columns }
}

/** As a batch holds them: classes as labels and as one-hot rows. */
function batchOf(kernels: Kernels, targets: Targets, columns: number): BatchTargets {
  if (targets.kind === 'values') return { labels: new Uint8Array(0), values: vectorOf(kernels, targets.values) }
  const values = kernels.allocate(targets.labels.length * columns)
  for (const [row, label] of targets.labels.entries()) values[row * columns + label] = 1
  return { labels: targets.labels, values }
}

export function sizeOf({ shape, data }: Tensor): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1
  return { rows: data.length / columns, columns }
}

function vectorOf(kernels: Kernels, numbers: ArrayLike<number>): Vector {
  const vector = kernels.allocate(numbers.length)
  vector.set(numbers)
  return vector
}
