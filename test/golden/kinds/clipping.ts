/** Kinds `clip_norm` and `clip_value`: gradients -> clipped gradients. By norm, the engine's convention is the exact one: limit / norm. */
import * as z from 'zod'
import { clipCoefficient, totalNorm } from '../../../src/engine/regularisation/clip-norm'
import { createClip } from '../../../src/engine/regularisation/registry'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import type { Precision, Vector } from '../../../src/engine/kernels/kernels'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { tensor, type Tensor } from '../schema'

const byNorm = z.object({
  params: z.object({ max_norm: z.number() }),
  inputs: z.object({ grads: z.array(tensor) }),
  expected: z.object({ total_norm: z.number(), coef_exact: z.number(), clipped_exact: z.array(tensor) }),
})
const byValue = z.object({
  params: z.object({ clip_value: z.number() }),
  inputs: z.object({ grads: z.array(tensor) }),
  expected: z.object({ clipped: z.array(tensor) }),
})

export const clippingByNorm: Kind = {
  notSupported: () => null,
  float32: true,
  run(golden, check, precision) {
    const { params, inputs, expected } = byNorm.parse(golden)
    const gradients = vectorsOf(inputs.grads, precision)
    const norm = totalNorm(gradients)
    check.number('total_norm', norm, expected.total_norm)
    check.number('coef_exact', clipCoefficient(norm, params.max_norm), expected.coef_exact)
    createClip({ kind: 'norm', limit: params.max_norm })(gradients)
    compare(check, 'clipped_exact', gradients, expected.clipped_exact)
  },
}

export const clippingByValue: Kind = {
  notSupported: () => null,
  float32: true,
  run(golden, check, precision) {
    const { params, inputs, expected } = byValue.parse(golden)
    const gradients = vectorsOf(inputs.grads, precision)
    createClip({ kind: 'value', limit: params.clip_value })(gradients)
    compare(check, 'clipped', gradients, expected.clipped)
  },
}

function vectorsOf(tensors: readonly Tensor[], precision: Precision): Vector[] {
  const kernels = createReferenceKernels(precision)
  return tensors.map(({ data }) => {
    const vector = kernels.allocate(data.length)
    vector.set(data)
    return vector
  })
}

function compare(check: Check, what: string, got: readonly Vector[], want: readonly Tensor[]): void {
  check.equal(`${what}: tensors`, got.length, want.length)
  for (const [k, numbers] of want.entries()) check.tensor(`${what}[${k}]`, got[k]!, numbers)
}
