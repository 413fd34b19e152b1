/** Kind `mlp_train`: a network trained for a few steps on given batches, by the same learner that trains the lab's trials. */
import * as z from 'zod'
import type { Dataset } from '../../../src/engine/data/dataset'
import type { Precision } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { createLoss } from '../../../src/engine/losses/registry'
import { createPredictor } from '../../../src/engine/models/predictor'
import { ModuleLearner } from '../../../src/engine/training/module-learner'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { built, lossOf, lossParams, networkOf, optimizerOf, optimizerParams, rateOfStep, wordsFor } from '../parts'
import { tensor, type GoldenCase } from '../schema'

const layers = z.array(z.object({ W: tensor, b: tensor.optional() }))
type Layers = z.output<typeof layers>

const params = z.object({ sizes: z.array(z.number()), activations: z.array(z.string()), loss: lossParams, optimizer: optimizerParams })
const shape = z.object({
  params,
  inputs: z.object({ layers, x: tensor, labels: z.array(z.number()).optional(), target: tensor.optional(), batches: z.array(z.array(z.number())) }),
  expected: z.object({
    initial_output: tensor,
    initial_full_loss: z.number(),
    first_step_grads: layers,
    batch_loss: z.array(z.number()),
    after: z.record(z.string(), z.object({ full_loss: z.number(), layers })),
    final_output: tensor,
  }),
})
type MlpCase = z.output<typeof shape>

export const mlpTrain: Kind = {
  notSupported(golden) {
    const { sizes, activations, loss, optimizer } = params.parse(golden.params)
    return (
      wordsFor('mlp_train', networkOf(sizes, activations, [])) ??
      wordsFor('mlp_train', lossOf(loss)) ??
      wordsFor('mlp_train', optimizerOf(optimizer)) ??
      (golden.inputs['target'] === undefined && golden.inputs['labels'] === undefined ? `mlp_train ${loss.name} with other targets` : null)
    )
  },
  run(golden, check, precision) {
    train(shape.parse(golden), check, precision, golden)
  },
}

function train(mlp: MlpCase, check: Check, precision: Precision, { id }: GoldenCase): void {
  const { inputs, expected } = mlp
  const run = prepare(mlp, precision, id)
  const { learner, data } = run
  check.tensor('initial_output', run.outputs(), expected.initial_output)
  check.number('initial_full_loss', run.fullLoss(), expected.initial_full_loss)
  for (const [step, rows] of inputs.batches.entries()) {
    const range = { order: Uint32Array.from(rows), start: 0, count: rows.length }
    const { loss } = learner.accumulate(data, range, { first: true, batch: rows.length })
    check.number(`batch_loss[${step}]`, run.objective(loss, rows.length), expected.batch_loss[step]!)
    if (step === 0) compareLayers(check, 'first_step_grads', learner.pending, expected.first_step_grads)
    learner.update(rateOfStep(mlp.params.optimizer, step))
    const after = expected.after[String(step + 1)]
    if (after === undefined) continue
    check.number(`after ${step + 1}: full_loss`, run.fullLoss(), after.full_loss)
    compareLayers(
      check,
      `after ${step + 1}`,
      learner.parameters.map((parameter) => parameter.data),
      after.layers,
    )
  }
  check.tensor('final_output', run.outputs(), expected.final_output)
}

function prepare({ params: { sizes, activations, loss: lossWords, optimizer }, inputs }: MlpCase, precision: Precision, id: string) {
  const biases = inputs.layers.map(({ b }) => b !== undefined)
  const network = built(networkOf(sizes, activations, biases))
  const loss = built(lossOf(lossWords))
  const [samples = 0, width = 0] = inputs.x.shape
  const outputs = sizes.at(-1) ?? 0
  const kernels = createReferenceKernels(precision)
  const targets = targetsOf(inputs, outputs)
  const learner = new ModuleLearner({ network, loss, optimizer: built(optimizerOf(optimizer)), inputs: width, kernels, targets })
  const given = inputs.layers.flatMap(({ W, b }) => (b === undefined ? [W] : [W, b]))
  if (given.length !== learner.parameters.length) throw new Error(`${id}: ${given.length} tensors for ${learner.parameters.length} parameters`)
  for (const [k, { data: parameter }] of learner.parameters.entries()) parameter.set(given[k]!.data)
  const data: Dataset = { samples, inputs: width, features: { kind: 'real', values: Float64Array.from(inputs.x.data) }, targets }
  const objective = (sum: number, batch: number) => createLoss(loss, outputs, kernels).objective(sum, batch)
  return {
    learner,
    data,
    objective,
    fullLoss: () => objective(learner.evaluate(data, { order: null, start: 0, count: samples }).loss, samples),
    outputs: () => createPredictor(network, width, learner.parameters, 'regression').predictDataset(data),
  }
}

function targetsOf({ labels, target }: MlpCase['inputs'], outputs: number): Dataset['targets'] {
  if (labels !== undefined) return { kind: 'classes', labels: Uint8Array.from(labels), classes: Math.max(2, outputs) }
  return { kind: 'values', values: Float64Array.from(target?.data ?? []), outputs }
}

function compareLayers(check: Check, what: string, got: readonly ArrayLike<number>[], want: Layers): void {
  const tensors = want.flatMap(({ W, b }) => (b === undefined ? [W] : [W, b]))
  check.equal(`${what}: tensors`, got.length, tensors.length)
  for (const [k, numbers] of tensors.entries()) check.tensor(`${what}, tensor ${k}`, got[k]!, numbers)
}
