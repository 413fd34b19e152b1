/** Kinds `dropout`: x, mask, dy -> y, dx, and `batchnorm1d`: three batches in training and one in evaluation. */
import * as z from 'zod'
import type { Kernels, Precision, Vector } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { BatchNorm1d } from '../../../src/engine/layers/batch-norm'
import { Dropout } from '../../../src/engine/layers/dropout'
import type { TrainingPass } from '../../../src/engine/layers/module'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { tensor, type Tensor } from '../schema'

const dropoutShape = z.object({
  params: z.object({ p: z.number(), mode: z.enum(['train', 'eval']) }),
  inputs: z.object({ x: tensor, mask: tensor.optional(), dy: tensor }),
  expected: z.object({ y: tensor, dx: tensor }),
})

const tensors = z.array(tensor)
const normShape = z.object({
  params: z.object({ features: z.number(), momentum: z.number(), eps: z.number() }),
  inputs: z.object({ gamma: tensor, beta: tensor, x: tensors, dy: tensors, x_eval: tensor, dy_eval: tensor }),
  expected: z.object({
    y: tensors,
    dx: tensors,
    dgamma: tensors,
    dbeta: tensors,
    running_mean: tensors,
    running_var: tensors,
    y_eval: tensor,
    dx_eval: tensor,
    dgamma_eval: tensor.optional(),
    dbeta_eval: tensor.optional(),
  }),
})

export const dropout: Kind = {
  notSupported: () => null,
  float32: true,
  run(golden, check, precision) {
    const { params, inputs, expected } = dropoutShape.parse(golden)
    const kernels = createReferenceKernels(precision)
    const { rows, columns } = sizeOf(inputs.x)
    const module = new Dropout(kernels, { inputs: columns, capacity: rows, probability: params.p })
    const training = params.mode === 'train' ? drawing(inputs.mask?.data ?? []) : undefined
    check.tensor('y', module.forward(vectorOf(kernels, inputs.x), rows, training), expected.y)
    check.tensor('dx', module.backward(vectorOf(kernels, inputs.dy), rows), expected.dx)
  },
}

export const batchNorm1d: Kind = {
  notSupported: () => null,
  float32: true,
  run(golden, check, precision) {
    normalise(normShape.parse(golden), check, precision)
  },
}

function normalise({ params, inputs, expected }: z.output<typeof normShape>, check: Check, precision: Precision): void {
  const kernels = createReferenceKernels(precision)
  const capacity = Math.max(...[...inputs.x, inputs.x_eval].map((x) => sizeOf(x).rows))
  const { features, momentum, eps: epsilon } = params
  const module = new BatchNorm1d(kernels, { name: 'norm', inputs: features, capacity, momentum, epsilon })
  const [weight, bias, runningMean, runningVariance] = module.tensors
  weight?.data.set(inputs.gamma.data)
  bias?.data.set(inputs.beta.data)
  const pass = (x: Tensor, dy: Tensor, training?: TrainingPass) => {
    for (const { gradient } of module.parameters) gradient.fill(0)
    const { rows } = sizeOf(x)
    const y = module.forward(vectorOf(kernels, x), rows, training).slice(0, x.data.length)
    const dx = module.backward(vectorOf(kernels, dy), rows).slice(0, x.data.length)
    const [dgamma, dbeta] = module.parameters.map(({ gradient }) => gradient.slice())
    return { y, dx, dgamma: dgamma ?? [], dbeta: dbeta ?? [] }
  }
  for (const [k, x] of inputs.x.entries()) {
    const got = pass(x, inputs.dy[k]!, drawing([]))
    for (const key of ['y', 'dx', 'dgamma', 'dbeta'] as const) check.tensor(`${key}[${k}]`, got[key], expected[key][k]!)
    check.tensor(`running_mean[${k}]`, runningMean?.data ?? [], expected.running_mean[k]!)
    check.tensor(`running_var[${k}]`, runningVariance?.data ?? [], expected.running_var[k]!)
  }
  const got = pass(inputs.x_eval, inputs.dy_eval)
  check.tensor('y_eval', got.y, expected.y_eval)
  check.tensor('dx_eval', got.dx, expected.dx_eval)
  if (expected.dgamma_eval !== undefined) check.tensor('dgamma_eval', got.dgamma, expected.dgamma_eval)
  if (expected.dbeta_eval !== undefined) check.tensor('dbeta_eval', got.dbeta, expected.dbeta_eval)
}

/** A training pass whose random words give the mask: the smallest leaves a number out, the largest keeps it. */
function drawing(mask: readonly number[]): TrainingPass {
  const words = mask.map((kept) => (kept === 1 ? 0xffffffff : 0)).values()
  return {
    random: {
      nextUint32() {
        const { value } = words.next()
        if (value === undefined) throw new Error('the mask is shorter than x')
        return value
      },
    },
  }
}

function sizeOf({ shape }: Tensor): { rows: number; columns: number } {
  const [rows = 0, columns = 0] = shape
  return { rows, columns }
}

function vectorOf(kernels: Kernels, { data }: Tensor): Vector {
  const vector = kernels.allocate(data.length)
  vector.set(data)
  return vector
}
