/** Kinds `activation`: x, dy -> y, dydx, dx, and `softmax`: x, dy -> y, dx (log-softmax is not built). */
import * as z from 'zod'
import type { Kernels, Vector } from '../../../src/engine/kernels/kernels'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { createActivation } from '../../../src/engine/layers/network'
import { Sequential } from '../../../src/engine/layers/sequential'
import { Softmax } from '../../../src/engine/layers/softmax'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { activationOf, built, wordsFor } from '../parts'
import { tensor, type Tensor } from '../schema'

const params = z.object({ name: z.string() })
const shape = z.object({ params, inputs: z.object({ x: tensor, dy: tensor }), expected: z.object({ y: tensor, dydx: tensor, dx: tensor }) })
const softmaxShape = z.object({ inputs: z.object({ x: tensor, dy: tensor }), expected: z.looseObject({ y: tensor, dx: tensor }) })

export const activation: Kind = {
  notSupported: (golden) => wordsFor('activation', activationOf(params.parse(golden.params).name)),
  float32: true,
  run(golden, check, precision) {
    const { params: named, inputs, expected } = shape.parse(golden)
    const kernels = createReferenceKernels(precision)
    const size = inputs.x.data.length
    const module = createActivation(built(activationOf(named.name)), kernels, { inputs: size, capacity: 1 })
    const layers = new Sequential(module === null ? [] : [module])
    const x = vectorOf(kernels, inputs.x)
    check.tensor('y', layers.forward(x, 1), expected.y)
    const slopes = layers.backward(kernels.allocate(size).fill(1), 1)
    compareDerivative(check, 'dydx', { x: inputs.x, rounded: x, got: slopes, want: expected.dydx })
    const gradInput = layers.backward(vectorOf(kernels, inputs.dy), 1)
    compareDerivative(check, 'dx', { x: inputs.x, rounded: x, got: gradInput, want: expected.dx })
  },
}

/** Where float32 rounds a tiny x to 0 it lands on the kink, and the derivative there is another question: such places are left out. */
function compareDerivative(check: Check, what: string, values: { x: Tensor; rounded: Vector; got: Vector; want: Tensor }): void {
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
    if (Object.hasOwn(expected, 'log_y')) check.notSupported.push('softmax log_y')
    if (Object.hasOwn(expected, 'dx_log')) check.notSupported.push('softmax dx_log')
  },
}

function vectorOf(kernels: Kernels, { data }: Tensor): Vector {
  const vector = kernels.allocate(data.length)
  vector.set(data)
  return vector
}
