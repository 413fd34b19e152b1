/** Kind `loss`: predictions or logits and targets -> loss in its reduction, its gradient, and for cross-entropy the loss of each sample and the probabilities. */
import * as z from 'zod'
import type { Kernels } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { Softmax } from '../../../src/engine/layers/softmax'
import { createLoss } from '../../../src/engine/losses/create-loss'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { built, lossOf, lossParams, wordsFor } from '../parts'
import { tensor, type GoldenCase, type Tensor } from '../schema'

const mseShape = z.object({ inputs: z.object({ pred: tensor, target: tensor }), expected: z.object({ loss: z.number(), dpred: tensor }) })
const crossEntropyShape = z.object({
  inputs: z.object({ logits: tensor, labels: z.array(z.number()).optional(), targets: tensor.optional() }),
  expected: z.object({ loss: z.number(), per_sample: tensor, dlogits: tensor, probs: tensor }),
})

export const loss: Kind = {
  notSupported(golden) {
    const missing = wordsFor('loss', lossOf(lossParams.parse(golden.params)))
    if (missing !== null || golden.params['name'] !== 'cross_entropy_logits') return missing
    return labelsOf(crossEntropyShape.parse(golden).inputs) === null ? 'loss cross_entropy_logits with soft targets' : null
  },
  float32: true,
  run(golden, check, precision) {
    const kernels = createReferenceKernels(precision)
    if (golden.params['name'] === 'mse') runMse(golden, check, kernels)
    else runCrossEntropy(golden, check, kernels)
  },
}

function runMse(golden: GoldenCase, check: Check, kernels: Kernels): void {
  const { inputs, expected } = mseShape.parse(golden)
  const { rows, columns } = sizeOf(inputs.pred)
  const [prediction, values, gradient] = [inputs.pred, inputs.target, inputs.target].map(({ data }) => {
    const vector = kernels.allocate(data.length)
    vector.set(data)
    return vector
  })
  if (prediction === undefined || values === undefined || gradient === undefined) throw new Error('three vectors were made')
  const mse = createLoss(built(lossOf(lossParams.parse(golden.params))), columns, kernels)
  const sum = mse.evaluate(prediction, { labels: new Uint8Array(0), values }, gradient, { rows, batch: rows })
  check.number('loss', mse.objective(sum, rows), expected.loss)
  check.tensor('dpred', gradient, expected.dpred)
}

function runCrossEntropy(golden: GoldenCase, check: Check, kernels: Kernels): void {
  const { inputs, expected } = crossEntropyShape.parse(golden)
  const { rows, columns } = sizeOf(inputs.logits)
  const labels = Uint8Array.from(labelsOf(inputs) ?? [])
  const logits = kernels.allocate(rows * columns)
  logits.set(inputs.logits.data)
  const gradient = kernels.allocate(rows * columns)
  const values = kernels.allocate(0)
  const crossEntropy = createLoss(built(lossOf(lossParams.parse(golden.params))), columns, kernels)
  const sum = crossEntropy.evaluate(logits, { labels, values }, gradient, { rows, batch: rows })
  check.number('loss', crossEntropy.objective(sum, rows), expected.loss)
  check.tensor('dlogits', gradient, expected.dlogits)
  check.tensor('probs', new Softmax(kernels, { inputs: columns, capacity: rows }).forward(logits, rows), expected.probs)
  const samples = Array.from(labels, (label, row) =>
    crossEntropy.evaluate(logits.subarray(row * columns, (row + 1) * columns), { labels: Uint8Array.of(label), values }, gradient, { rows: 1, batch: 1 }),
  )
  check.tensor('per_sample', samples, expected.per_sample)
}

function sizeOf({ shape, data }: Tensor): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1
  return { rows: data.length / columns, columns }
}

/** Class numbers, also out of one-hot rows; null for soft targets, which have none. */
function labelsOf({ logits, labels, targets }: z.output<typeof crossEntropyShape>['inputs']): number[] | null {
  if (labels !== undefined) return labels
  if (targets === undefined) return null
  const { rows, columns } = sizeOf(logits)
  const rowsOfTargets = Array.from({ length: rows }, (_, row) => targets.data.slice(row * columns, (row + 1) * columns))
  const oneHot = rowsOfTargets.every((row) => row.every((value) => value === 0 || value === 1) && row.filter((value) => value === 1).length === 1)
  return oneHot ? rowsOfTargets.map((row) => row.indexOf(1)) : null
}
