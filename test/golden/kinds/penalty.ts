/** Kinds `penalty` and `penalty_in_loss`: weights -> the penalty or the objective with it, and the gradients. */
import * as z from 'zod'
import type { Dataset } from '../../../src/engine/data/dataset'
import type { Vector } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import type { Parameter } from '../../../src/engine/layers/module'
import type { Check } from '../check'
import { createLoss } from '../../../src/engine/losses/registry'
import { addPenaltyGradient, penaltyOf, type PenaltyConfig } from '../../../src/engine/regularisation/penalty'
import type { Kind } from '../kind'
import { GoldenLearner, onFastKernels, type Arithmetic } from '../learners'
import { built, lossOf, lossParams, networkOf, wordsFor } from '../parts'
import { tensor, type GoldenCase } from '../schema'

const strengths = z.object({ name: z.string().default('elastic'), lambda_l1: z.number().default(0), lambda_l2: z.number().default(0) })
const alone = z.object({ inputs: z.object({ W: tensor }), expected: z.object({ penalty: z.number(), dW: tensor }) })
const inLoss = z.object({
  params: z.object({ loss: lossParams }),
  inputs: z.object({ W: tensor, b: tensor.optional(), x: tensor, target: tensor }),
  expected: z.object({ loss: z.number(), dW: tensor, db: tensor.optional() }),
})

export const penalty: Kind = {
  notSupported: (golden) => wordsFor('penalty', penaltyConfigOf(golden.params)),
  float32: true,
  run(golden, check, precision) {
    const { inputs, expected } = alone.parse(golden)
    const config = built(penaltyConfigOf(golden.params))
    const { data, shape } = inputs.W
    const kernels = createReferenceKernels(precision)
    const weight: Parameter = { name: 'W', shape, data: kernels.allocate(data.length), gradient: kernels.allocate(data.length) }
    weight.data.set(data)
    check.number('penalty', penaltyOf([weight], config), expected.penalty)
    addPenaltyGradient([weight], config)
    check.tensor('dW', weight.gradient, expected.dW)
  },
}

export const penaltyInLoss: Kind = {
  notSupported: (golden) =>
    wordsFor('penalty_in_loss', penaltyConfigOf(golden.params)) ?? wordsFor('penalty_in_loss', lossOf(lossParams.parse(golden.params['loss']))),
  float32: true,
  run: (golden, check, precision) => stepAlong(golden, check, { kernels: 'reference', precision }),
  fast: { takes: () => true, run: (golden, check) => stepAlong(golden, check, onFastKernels) },
}

/** One step of plain descent with rate 1, whose penalties are the learner's own: it goes from the weights by their gradient. */
function stepAlong(golden: GoldenCase, check: Check, arithmetic: Arithmetic): void {
  const { params, inputs, expected } = inLoss.parse(golden)
  const penalties = built(penaltyConfigOf(golden.params))
  const [outputs = 0, width = 0] = inputs.W.shape
  const [samples = 0] = inputs.x.shape
  const loss = built(lossOf(params.loss))
  const network = built(networkOf([width, outputs], ['identity'], [inputs.b !== undefined]))
  const data: Dataset = {
    samples,
    inputs: width,
    features: { kind: 'real', values: Float64Array.from(inputs.x.data) },
    targets: { kind: 'values', values: Float64Array.from(inputs.target.data), outputs },
  }
  const optimizer = { name: 'sgd', learningRate: 1, weightDecay: 0 } as const
  const learner = new GoldenLearner({ network, loss, optimizer, ...penalties, data, batchSize: samples, arithmetic })
  learner.takeParameters(inputs.b === undefined ? [inputs.W.data] : [inputs.W.data, inputs.b.data])
  const [weight, bias] = learner.parameters
  const sum = learner.accumulate(data, { order: null, start: 0, count: samples })
  const kernels = createReferenceKernels('float64')
  const objective =
    createLoss(loss, outputs, kernels).objective(sum, samples) + penaltyOf([{ name: 'W', shape: inputs.W.shape, data: weight!, gradient: weight! }], penalties)
  check.number('loss', objective, expected.loss)
  learner.update(1)
  const [movedWeight, movedBias] = learner.parameters
  const step = (from: Vector, to: Vector) => from.map((value, i) => value - to[i]!)
  check.tensor('dW', step(weight!, movedWeight!), expected.dW)
  if (expected.db !== undefined) check.tensor('db', step(bias!, movedBias!), expected.db)
}

/** The engine's L2 penalty has the factor 1/2; `l2_full`, which has none, is the same with twice the strength. */
function penaltyConfigOf(params: Record<string, unknown>): { built: PenaltyConfig } | { missing: string } {
  const { name, lambda_l1: l1, lambda_l2: l2 } = strengths.parse(params)
  switch (name) {
    case 'l1':
    case 'l2_half':
    case 'elastic':
      return { built: { l1, l2 } }
    case 'l2_full':
      return { built: { l1, l2: 2 * l2 } }
    default:
      return { missing: name }
  }
}
