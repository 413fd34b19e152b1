/** Kinds `activation`: x, dy -> y, dydx, dx, and `softmax`: x, dy -> y, dx, and the same for the log-softmax. */
import * as z from 'zod'
import type { Kernels, Vector } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { createActivation } from '../../../src/engine/layers/activation'
import { LogSoftmax } from '../../../src/engine/layers/log-softmax'
import { Softmax } from '../../../src/engine/layers/softmax'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { activationOf, activationParams, built, wordsFor } from '../parts'
import { tensor, type Tensor } from '../schema'

export const activationShape = z.object({
  params: activationParams,
  inputs: z.object({ x: tensor, dy: tensor }),
  expected: z.object({ y: tensor, dydx: tensor, dx: tensor }),
})
const softmaxShape = z.object({
  inputs: z.object({ x: tensor, dy: tensor }),
  expected: z.object({ y: tensor, dx: tensor, log_y: tensor.optional(), dx_log: tensor.optional() }),
})

export const activation: Kind = {
  notSupported: (golden) => wordsFor('activation', activationOf(activationParams.parse(golden.params))),
  float32: true,
  run(golden, check, precision) {
    const { params, inputs, expected } = activationShape.parse(golden)
    const kernels = createReferenceKernels(precision)
    const size = inputs.x.data.length
    const module = createActivation(built(activationOf(params)), kernels, { inputs: size, capacity: 1 })
    const x = vectorOf(kernels, inputs.x)
    check.tensor('y', module.forward(x, 1), expected.y)
    const slopes = module.backward(kernels.allocate(size).fill(1), 1)
    compareDerivative(check, 'dydx', { x: inputs.x, rounded: x, got: slopes, want: expected.dydx })
    const gradInput = module.backward(vectorOf(kernels, inputs.dy), 1)
    compareDerivative(check, 'dx', { x: inputs.x, rounded: x, got: gradInput, want: expected.dx })
  },
}

/** Where float32 rounds a tiny x to 0 it lands on the kink, and the derivative there is another question: such places are left out. */
export function compareDerivative(check: Check, what: string, values: { x: Tensor; rounded: Vector; got: Vector; want: Tensor }): void {
  for (const [i, want] of values.want.data.entries()) {
    if (values.rounded[i] === 0 && values.x.data[i] !== 0) continue
    check.number(`${what}[${i}]`, values.got[i]!, want)
  }
}

export const softmax: Kind = {
  notSupported: () => null,
  float32: true,
  run(golden, check, precision) {
    const { inputs, expected } = softmaxShape.parse(golden)
    const columns = inputs.x.shape.at(-1) ?? 1
    const rows = inputs.x.data.length / columns
    const kernels = createReferenceKernels(precision)
    const module = new Softmax(kernels, { inputs: columns, capacity: rows })
    check.tensor('y', module.forward(vectorOf(kernels, inputs.x), rows), expected.y)
    check.tensor('dx', module.backward(vectorOf(kernels, inputs.dy), rows), expected.dx)
    const logarithm = new LogSoftmax(kernels, { inputs: columns, capacity: rows })
    const logarithms = logarithm.forward(vectorOf(kernels, inputs.x), rows)
    if (expected.log_y !== undefined) check.tensor('log_y', logarithms, expected.log_y)
    if (expected.dx_log !== undefined) check.tensor('dx_log', logarithm.backward(vectorOf(kernels, inputs.dy), rows), expected.dx_log)
  },
}

function vectorOf(kernels: Kernels, { data }: Tensor): Vector {
  const vector = kernels.allocate(data.length)
  vector.set(data)
  return vector
}
