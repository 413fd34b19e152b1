/** Kind `mlp_train`: a network trained for a few steps on given batches, by the same learners that train the lab's trials. */
import * as z from 'zod'
import type { Dataset } from '../../../src/engine/data/dataset'
import { takeSamples } from '../../../src/engine/data/split'
import { takeUpdateApart, type StepKind, type UpdateStep } from '../../../src/engine/inspect/update-steps'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { createLoss } from '../../../src/engine/losses/registry'
import { createPredictor } from '../../../src/engine/models/predictor'
import { noRegularisation } from '../../../src/engine/regularisation/regularisation'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { epochLearnerOf, fastModule, GoldenLearner, onFastKernels, type Arithmetic } from '../learners'
import { built, lossOf, lossParams, networkOf, optimizerOf, optimizerParams, rateOfStep, wordsFor } from '../parts'
import { tensor } from '../schema'

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
  float32: true,
  run(golden, check, precision) {
    const mlp = shape.parse(golden)
    train(mlp, check, { kernels: 'reference', precision })
    if (precision === 'float64') takeApart(mlp, check)
  },
  fast: {
    takes: () => true,
    run(golden, check) {
      const mlp = shape.parse(golden)
      train(mlp, check, onFastKernels)
      trainEpochs(mlp, check)
    },
  },
}

function train(mlp: MlpCase, check: Check, arithmetic: Arithmetic): void {
  const { inputs, expected } = mlp
  const run = prepare(mlp, arithmetic)
  const { trained, data } = run
  check.tensor('initial_output', run.outputs(), expected.initial_output)
  check.number('initial_full_loss', run.fullLoss(), expected.initial_full_loss)
  for (const [step, rows] of inputs.batches.entries()) {
    const range = { order: Uint32Array.from(rows), start: 0, count: rows.length }
    const loss = trained.accumulate(data, range)
    check.number(`batch_loss[${step}]`, run.objective(loss, rows.length), expected.batch_loss[step]!)
    if (step === 0) compareLayers(check, 'first_step_grads', trained.gradients, expected.first_step_grads)
    trained.update(rateOfStep(mlp.params.optimizer, step))
    const after = expected.after[String(step + 1)]
    if (after === undefined) continue
    check.number(`after ${step + 1}: full_loss`, run.fullLoss(), after.full_loss)
    compareLayers(check, `after ${step + 1}`, trained.parameters, after.layers)
  }
  check.tensor('final_output', run.outputs(), expected.final_output)
}

function prepare(mlp: MlpCase, arithmetic: Arithmetic) {
  const { trial, data, weights } = readTrial(mlp)
  const { network, loss } = trial
  const batchSize = Math.max(...mlp.inputs.batches.map((rows) => rows.length))
  const trained = new GoldenLearner({ ...trial, data, batchSize, arithmetic })
  trained.takeParameters(weights)
  const kernels = createReferenceKernels('float64')
  const objective = (sum: number, batch: number) => createLoss(loss, mlp.params.sizes.at(-1) ?? 0, kernels).objective(sum, batch)
  const fast = arithmetic.kernels === 'fast' ? fastModule : null
  return {
    trained,
    data,
    objective,
    fullLoss: () => objective(trained.evaluate(data).loss, data.samples),
    outputs: () => createPredictor(network, data.inputs, trained.tensors, 'regression', { fast }).predictDataset(data),
  }
}

/** Where every batch is all the data, the learner of whole epochs makes the same steps. */
function trainEpochs(mlp: MlpCase, check: Check): void {
  const { inputs, expected, params } = mlp
  const { trial, data, weights } = readTrial(mlp)
  if (inputs.batches.some((rows) => new Set(rows).size !== data.samples || rows.length !== data.samples)) return
  const learner = epochLearnerOf(trial, data)
  if (learner === null) return
  for (const [k, { data: numbers }] of learner.tensors().entries()) numbers.set(weights[k]!)
  const rates = Float64Array.from(inputs.batches, (_, step) => rateOfStep(params.optimizer, step))
  const { finite, losses } = learner.trainEpochs((k) => rates[k]!, rates.length)
  check.equal('finite epochs', finite, rates.length)
  const kernels = createReferenceKernels('float64')
  const loss = createLoss(trial.loss, params.sizes.at(-1) ?? 0, kernels)
  for (const [step, want] of expected.batch_loss.entries()) {
    check.number(`epochs: batch_loss[${step}]`, loss.objective(losses[step]!, data.samples), want)
    const after = expected.after[String(step + 1)]
    if (after === undefined) continue
    learner.select(step)
    compareLayers(
      check,
      `epochs: after ${step + 1}`,
      learner.tensors().map((tensor) => tensor.data),
      after.layers,
    )
  }
}

/** The step-through shows the same numbers, update by update, for as long as batches are of one size and the rate stays. */
function takeApart(mlp: MlpCase, check: Check): void {
  const { inputs, expected, params } = mlp
  const { trial, data, weights } = readTrial(mlp)
  const rows = inputs.batches[0]!.length
  const rate = rateOfStep(params.optimizer, 0)
  const changes = inputs.batches.findIndex((batch, step) => batch.length !== rows || rateOfStep(params.optimizer, step) !== rate)
  const batches = inputs.batches.slice(0, changes < 0 ? undefined : changes)
  const inOrder = takeSamples(data, Uint32Array.from(batches.flat()))
  const parameters = namesOf(inputs.layers).map((tensor, k) => ({ ...tensor, data: Float64Array.from(weights[k]!) }))
  for (const [before, want] of expected.batch_loss.slice(0, batches.length).entries()) {
    const config = { ...trial, ...noRegularisation }
    const { steps } = takeUpdateApart({ config, parameters, data: inOrder, rows, before, targets: data.targets })
    check.numbers(`step through: batch_loss[${before}]`, madeBy(steps, 'loss', ['L'])[0]!, [want])
    // Backward steps begin with the last layer.
    if (before === 0)
      compareLayers(check, 'step through: first_step_grads', madeBy(steps.toReversed(), 'linearGradient', ['dW', 'db']), expected.first_step_grads)
    const after = expected.after[String(before + 1)]
    if (after !== undefined) compareLayers(check, `step through: after ${before + 1}`, madeBy(steps, 'update', ['W′', 'b′']), after.layers)
  }
}

/** The numbers of these symbols in the steps of a kind. */
function madeBy(steps: readonly UpdateStep[], kind: StepKind, symbols: readonly string[]): Float64Array[] {
  return steps.filter((step) => step.kind === kind).flatMap(({ made }) => made.filter(({ symbol }) => symbols.includes(symbol)).map(({ values }) => values))
}

/** Names and shapes of the tensors of a network, in its order. */
function namesOf(all: Layers): { name: string; shape: number[] }[] {
  return all.flatMap(({ W, b }, layer) => [
    { name: `layers.${layer}.weight`, shape: W.shape },
    ...(b === undefined ? [] : [{ name: `layers.${layer}.bias`, shape: b.shape }]),
  ])
}

function readTrial({ params: { sizes, activations, loss, optimizer }, inputs }: MlpCase) {
  const biases = inputs.layers.map(({ b }) => b !== undefined)
  const trial = { network: built(networkOf(sizes, activations, biases)), loss: built(lossOf(loss)), optimizer: built(optimizerOf(optimizer)) }
  const [samples = 0, width = 0] = inputs.x.shape
  const targets = targetsOf(inputs, sizes.at(-1) ?? 0)
  const data: Dataset = { samples, inputs: width, features: { kind: 'real', values: Float64Array.from(inputs.x.data) }, targets }
  return { trial, data, weights: inputs.layers.flatMap(({ W, b }) => (b === undefined ? [W.data] : [W.data, b.data])) }
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
