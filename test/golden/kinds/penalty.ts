/** Kinds `penalty` and `penalty_in_loss`: weights -> the penalty or the objective with it, and the gradients. */
import * as z from 'zod'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import type { Parameter } from '../../../src/engine/layers/module'
import { createLoss } from '../../../src/engine/losses/registry'
import { addPenaltyGradient, penaltyOf, type PenaltyConfig } from '../../../src/engine/regularisation/penalty'
import { ModuleLearner } from '../../../src/engine/training/module-learner'
import type { Kind } from '../kind'
import { built, lossOf, lossParams, networkOf, wordsFor } from '../parts'
import { tensor } from '../schema'

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
  run(golden, check, precision) {
    const { params, inputs, expected } = inLoss.parse(golden)
    const config = built(penaltyConfigOf(golden.params))
    const [outputs = 0, width = 0] = inputs.W.shape
    const [samples = 0] = inputs.x.shape
    const loss = built(lossOf(params.loss))
    const kernels = createReferenceKernels(precision)
    const network = built(networkOf([width, outputs], ['identity'], [inputs.b !== undefined]))
    const learner = new ModuleLearner({ network, loss, optimizer: { name: 'sgd', learningRate: 1, weightDecay: 0 }, inputs: width, kernels })
    const [weight, bias] = learner.parameters
    if (weight === undefined) throw new Error('a linear layer has a weight')
    weight.data.set(inputs.W.data)
    bias?.data.set(inputs.b?.data ?? [])
    const data = {
      samples,
      inputs: width,
      features: { kind: 'real', values: Float64Array.from(inputs.x.data) },
      targets: { kind: 'values', values: Float64Array.from(inputs.target.data), outputs },
    } as const
    const score = learner.accumulate(data, { order: null, start: 0, count: samples }, { first: true, batch: samples })
    const objective = createLoss(loss, outputs, kernels).objective(score.loss, samples) + penaltyOf(learner.parameters, config)
    check.number('loss', objective, expected.loss)
    addPenaltyGradient(learner.parameters, config)
    check.tensor('dW', weight.gradient, expected.dW)
    if (expected.db !== undefined) check.tensor('db', bias?.gradient ?? [], expected.db)
  },
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
